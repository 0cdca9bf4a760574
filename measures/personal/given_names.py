"""Given names that are common in the United Kingdom, of several generations and of families from many places.

Left out are those that are as often something else (Will, May, Grant, Rose, Christian, Victoria…): two capitalised
words are taken for a person's name by the first of them, and a false alarm at every upload is one that nobody reads.
Whoever has none of these names is found by a title (Mrs …), or by the heading of the column.
"""

_NAMES = """
    Aaron Abdul Abdullah Abigail Adam Adebayo Adrian Agnes Agnieszka Ahmed Aidan Aimee Aisha Alan Alasdair Albert Alex Alexander
    Alexandra Alfie Alfred Alice Alicia Alison Alistair Allan Allison Amanda Amelia Amina Amir Amy Ana Andrea Andreea Andrei
    Andrew Andrzej Angela Anil Anita Ann Anna Anne Annette Annie Anthony Antonio Anwar Arjun Arthur Asif Ayesha Barbara Barry
    Beata Beatrice Ben Benjamin Bernadette Bernard Beth Bethany Betty Beverley Bilal Brenda Brendan Brian Bridget Bronwen Bruce
    Bryan Callum Cameron Carl Carly Carol Caroline Carolyn Catherine Cathy Cecilia Charlene Charles Charlie Charlotte Cheryl
    Chinedu Chloe Chris Christina Christine Christopher Ciara Cillian Claire Clare Clive Colin Connor Craig Cristina Cynthia Damian
    Daniel Danielle Danuta Darren Dave David Dawid Debbie Deborah Deepak Denise Dennis Derek Dermot Desmond Diana Diane Dimitri
    Dominic Donald Donna Doreen Doris Dorota Dorothy Douglas Duncan Dylan Eamonn Edith Edward Eileen Elaine Eleanor Elena
    Elizabeth Ella Ellen Ellie Elsie Emeka Emily Emma Eric Erin Esther Ethan Ethel Eva Evelyn Ewa Fatima Felicity Fiona Florin
    Francesca Francis Fred Frederick Gail Gareth Gary Gavin Gemma Geoff Geoffrey Georgia Georgina Gerald Geraldine Gerard
    Gillian Gladys Glenn Gloria Gordon Graham Greg Gregory Gurpreet Gwen Gwyneth Hannah Harold Harpreet Harriet Harry Hassan Hayley
    Helen Henry Hilary Hilda Howard Hugh Hussain Iain Ian Ibrahim Imran Ines Ioana Irene Iris Isaac Isabel Isabella Isla Ivan Jack
    Jackie Jacob Jacqueline Jake James Jamie Jan Jane Janet Janice Jasmine Jason Jaspreet Javed Jayne Jean Jeanette Jeff Jeffrey Jenna
    Jennifer Jenny Jeremy Jerome Jess Jessica Jill Jim Jo Joan Joanna Joanne Joe Joel John Jonathan Josef Joseph Josephine Josh
    Joshua Joyce Juan Judith Julia Julian Julie Justin Kamal Karen Karl Karolina Kasia Katarzyna Kate Katherine Kathleen Kathryn
    Kathy Katie Katrina Kayleigh Keith Kelly Kenneth Kevin Khadija Khalid Kieran Kiran Kirsty Krzysztof Kwame Laura Lauren Laurence Leah
    Lee Leon Leonard Leslie Lewis Liam Linda Lindsay Lisa Liz Lorna Lorraine Louis Louise Lucas Lucy Luis Luke Lynda Lynn Lynne
    Magdalena Malcolm Malgorzata Mandy Manjit Manpreet Marcin Marcus Marek Margaret Maria Marian Marie Marilyn Mariusz Marjorie Mark
    Martha Martin Mary Mateusz Matt Matthew Maureen Maurice Mavis Megan Mehmet Melanie Melissa Mia Michael Michal Michelle Mick Miguel
    Mike Mohamed Mohammad Mohammed Moira Monica Monika Muhammad Mustafa Myra Nadia Nadine Naomi Natalia Natalie Natasha Nathan Neil
    Ngozi Niamh Nicholas Nick Nicola Nicole Nigel Nikki Noah Noel Nora Norma Norman Oliver Olivia Olga Olu Oluwaseun Omar Oscar
    Owen Pamela Patricia Patrick Paul Paula Pauline Pawel Peggy Penelope Peter Philip Philippa Phillip Phyllis Piotr Priya Rachael Rachel
    Raj Rajesh Ralph Raymond Rebecca Reginald Rhys Ricardo Richard Rita Robert Roberta Robin Roger Roisin Ronald Rosemary Ross Ruth
    Ryan Sadia Saeed Sally Sam Samantha Samina Samuel Sandra Sanjay Sara Sarah Sean Sebastian Shabana Shane Shannon Sharon Shaun
    Sheila Shirley Siobhan Simon Simone Sinead Siti Sofia Sophia Sophie Stacey Stanley Stella Stephanie Stephen Steve Steven Stewart
    Stuart Sue Sunita Surinder Susan Suzanne Svetlana Sylvia Szymon Tamara Tanya Tara Tariq Terence Teresa Theo Theresa Thomas Tim
    Timothy Tina Tom Tomasz Toni Tony Tracey Tracy Trevor Ursula Usman Valerie Vanessa Vera Vernon Veronica Vijay Vincent Wayne Wendy
    Wesley Wilfred William Winifred Yasmin Yusuf Yvonne Zahra Zainab Zoe Zuzanna
"""
GIVEN_NAMES = frozenset(_NAMES.split())

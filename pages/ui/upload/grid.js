// A sheet as Excel shows it: a menu above each column, and each cell open to a change. What a person does is kept as a list of
// deeds, which only grows: one that is made while the page still works on the last is sent with it, and none is lost.

const kept = new WeakMap()

function element(name, more, ...inside) {
    const made = document.createElement(name)
    for (const [key, value] of Object.entries(more ?? {})) {
        if (key in made && typeof value !== "string") made[key] = value
        else made.setAttribute(key, value)
    }
    made.append(...inside)
    return made
}

export default function ({ data, parentElement, setStateValue }) {
    const root = parentElement.querySelector(".sheet")
    let own = kept.get(root)
    if (!own) kept.set(root, (own = { deeds: [], last: 0, at: null, drawn: "" }))
    own.deeds = own.deeds.filter(deed => deed[0] > data.done)
    const drawn = JSON.stringify(data.sheet)
    if (own.drawn === drawn) return
    own.drawn = drawn
    const { columns, rows, fields, words, name } = data.sheet

    const act = (...deed) => {
        own.last = Math.max(own.last + 1, Date.now())
        own.deeds = [...own.deeds, [own.last, ...deed]]
        setStateValue("deeds", own.deeds)
    }
    const active = parentElement.activeElement
    const again = active?.dataset.is
    const inBar = active && own.bar?.contains(active) ? active.dataset.does ?? "put" : null
    const box = root.querySelector(".scroll")
    const scrolled = box ? [box.scrollLeft, box.scrollTop] : [0, 0]

    const head = element("tr")
    head.append(element("th", { scope: "col" }, words.row))
    for (const column of columns) {
        const th = element("th", { scope: "col", class: column.look })
        th.append(element("span", { class: "letter" }, column.letter), element("span", { class: "state" }, `${column.mark} ${column.state}`))
        if (Object.keys(fields).length && column.heading) {
            const menu = element("select", { "aria-label": `${column.letter ? column.letter + ": " : ""}${column.heading}, ${words.read_as}`, "data-is": `menu ${column.position}` })
            for (const [field, title] of Object.entries(fields)) {
                menu.append(element("option", { value: field, selected: field === column.read_as }, title))
            }
            menu.onchange = () => act("field", column.position, menu.value)
            th.append(menu)
        }
        head.append(th)
    }
    const body = element("tbody")
    const cells = new Map()
    let before = 0
    for (const row of rows) {
        if (row.number > before + 1 && before) {
            body.append(element("tr", {}, element("th", {}, "⋮"), element("td", { colSpan: columns.length }, words.between)))
        }
        before = row.number
        const tr = element("tr", { class: row.look })
        const th = element("th", { scope: "row", title: row.says }, row.mark ? `${row.mark} ${row.number}` : `${row.number}`)
        if (row.says) th.setAttribute("aria-label", `${row.number}: ${row.says}`)
        tr.append(th)
        columns.forEach((column, i) => {
            const of = row.of[column.position]
            const where = `${column.letter}${row.number}`
            const mark = of ? `${of.mark} ` : ""
            const td = element("td", { class: of?.look ?? (column.look === "alone" ? "alone" : ""), tabindex: "-1", "data-is": where, title: of?.says ?? row.cells[i] }, mark + row.cells[i])
            if (of) td.setAttribute("aria-label", `${where}, ${row.cells[i] || words.blank}: ${of.says}`)
            td.cell = { where, row, column, text: row.cells[i], of }
            cells.set(where, td)
            tr.append(td)
        })
        body.append(tr)
    }
    const table = element("table", { "aria-label": name }, element("thead", {}, head), body)

    const bar = element("div", { class: "bar", role: "group", "aria-label": words.change, "aria-live": "polite", hidden: true })
    own.bar = bar
    const show = td => {
        const { where, row, column, text, of } = td.cell
        for (const other of cells.values()) {
            other.tabIndex = other === td ? 0 : -1
            other.setAttribute("aria-selected", other === td)
        }
        own.at = where
        bar.hidden = !row.may_change
        if (bar.hidden) return
        const says = [of?.says, row.says].filter(Boolean).join(" ")
        const put = element("input", { value: text, "aria-label": `${words.put} ${where}` })
        const does = (label, what, deed) => {
            const button = element("button", { type: "button", "data-does": what }, label)
            button.onclick = deed
            return button
        }
        const change = () => act("put", row.number, column.position, put.value)
        put.onkeydown = event => {
            if (event.key === "Enter") change()
            if (event.key === "Escape") td.focus()
        }
        const buttons = [does(words.put_button, "change", change)]
        if (text) buttons.push(does(words.clear, "clear", () => act("put", row.number, column.position, "")))
        if (of?.was !== undefined) buttons.push(does(words.undo, "undo", () => act("back", row.number, column.position)))
        buttons.push(row.gone ? does(words.back.replace("{row}", row.number), "back", () => act("back", row.number, null))
            : does(words.leave_out.replace("{row}", row.number), "out", () => act("out", row.number)))
        const told = element("p", {}, element("strong", {}, where), ` ${says}`)
        bar.replaceChildren(told, ...(row.gone ? [] : [put, ...buttons.slice(0, -1)]), buttons.at(-1))
    }
    const go = (td, down, right) => {
        const all = [...cells.values()]
        const next = all[all.indexOf(td) + down * columns.length + right]
        if (next && (down || next.parentElement === td.parentElement)) next.focus()
    }
    const arrows = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }
    body.addEventListener("focusin", event => event.target.cell && show(event.target)) // a body is made anew each time
    body.onkeydown = event => {
        const td = event.target
        if (!td.cell) return
        if (event.key in arrows) go(td, ...arrows[event.key])
        else if (event.key === "Enter" || event.key === "F2") {
            bar.querySelector("input")?.focus()
            bar.querySelector("input")?.select()
        }
        else if (event.key === "Delete" && td.cell.row.may_change && td.cell.text) act("put", td.cell.row.number, td.cell.column.position, "")
        else return
        event.preventDefault()
    }
    body.onclick = event => event.target.closest?.("td")?.focus()

    const scroll = element("div", { class: "scroll", role: "region", "aria-label": name }, table)
    const key = element("div", { class: "key" }, ...words.key.map(each => element("span", {}, each)))
    root.replaceChildren(key, scroll, bar)
    ;[scroll.scrollLeft, scroll.scrollTop] = scrolled
    if (!box) {
        const wrong = [...cells.values()].find(td => td.cell.of?.look === "wrong")
        if (wrong) {
            scroll.scrollLeft = wrong.offsetLeft - scroll.clientWidth / 2
            scroll.scrollTop = wrong.offsetTop - scroll.clientHeight / 2
        }
    }
    const first = cells.get(own.at) ?? [...cells.values()].find(td => td.cell.of) ?? [...cells.values()][0]
    if (first) first.tabIndex = 0
    // What had the keyboard has it again, as far as it is still there.
    if (inBar && first) {
        show(first)
        ;(bar.querySelector(`[data-does=${inBar}]`) ?? bar.querySelector("input") ?? first).focus()
    } else if (again) {
        root.querySelector(`[data-is="${again}"]`)?.focus({ preventScroll: true })
    } else if (own.at && cells.has(own.at)) {
        show(cells.get(own.at))
    }
}

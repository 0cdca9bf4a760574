"""What is said to whoever is not let in, or not let in everywhere: every sentence about it, in one place."""

from __future__ import annotations

SIGN_IN = "Sign in to see the measures. What you may open is decided by the person who looks after them here."
SIGN_IN_ANEW = "You signed in more than {hours} hours ago. Sign in again to go on."
SIGNED_OUT = "You have signed out. Sign in to go on."
NO_ROLE = (
    "You are signed in as {called}, who has no role here, so there is nothing to open. Ask the person who looks after "
    "the measures to name you in {file}."
)
MANAGERS_ONLY = "This is shown to managers only."
ONLY_HERE = "On this machine only: nobody signs in, and whoever opens this is a manager."
ONLY_READS = "Here the measures are only read."
CHANGED_ELSEWHERE = (
    "Data are loaded, classified and published where the store is changed: whoever runs this knows its address."
)
CHANGED_AT = "Data are loaded, classified and published [where the store is changed]({at})."
ROLES_WAIT = "{file} gives roles once sign-in is set up."
NOT_SET_UP = "Nobody can sign in: sign-in is not set up as it should be. {why}"

# Why nobody is let in, whoever they are: the settings. Where, what, and what to do.
CLOSED = {
    "not-only-here": "Nobody can be let in: others can reach this app ({how}), and nobody signs in. Start it without "
    "that, for this machine alone, or set up sign-in: the README says how.",
    "secrets": "Nobody can be let in: {file} is there and cannot be read, so who signs in is not known. Mend it, and "
    "start the app again.",
    "any-organisation": "Nobody can be let in: “server_metadata_url” under [auth] in secrets.toml signs people of any "
    "organisation in, and any of these can give themselves any e-mail address. Write your own tenant in place of "
    "“{tenant}”, and start the app again.",
    "trusted-headers": "Nobody can be let in: “server.trustedUserHeaders” is set, and what it names would stand above "
    "who signed in. Take it out, and start the app again.",
    "no-guard": "Nobody can be let in: the app was started by app.py alone, so its files would be open to whoever "
    "asks. Start it with “measures run”.",
}

# What can be wrong with the roles file.
MISTAKES = {
    "missing": "it is not there. Write it: the README says how.",
    "unreadable": "it cannot be read ({why}).",
    "not-toml": "it is not written as TOML: {why}.",
    "unknown-table": "“{name}” is no role. The roles are [manager] and [steering_group].",
    "not-a-table": "“{name}” has no entries of its own. Write [{name}] on a line by itself, and below it emails, "
    "domains or groups.",
    "unknown-key": "“{name}” under [{role}] is not known. Known are emails, domains, groups and localities.",
    "no-locality": "“localities” under [{role}] names none. Name those that these people see; or take it out, and "
    "they see every locality.",
    "not-a-list": '“{name}” under [{role}] is no list of words. Write {name} = ["…", "…"].',
    "no-email": "“{value}” under [{role}] is no e-mail address.",
    "no-domain": "“{value}” under [{role}] is no domain. Write it as example.org, with neither @ nor *.",
    "blank": "“{name}” under [{role}] has a blank entry. Take it out.",
    "two-roles": "“{value}” stands under [manager] and under [steering_group]. Keep one of them.",
    "two-places": "“{value}” stands in two tables of [[{role}]], of other localities. Keep one of them, with all "
    "the localities.",
    "claim": "“groups_claim” is no word. Write the name under which your provider sends groups, as in "
    'groups_claim = "roles".',
    "nobody": "it names nobody.",
}

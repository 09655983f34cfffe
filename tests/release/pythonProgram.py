"""Compiles a Python program from standard input and tells, as JSON, what it makes of a package.

The package is the argument: the name that a program imports. Nothing of the program is run.
"""

import ast
import json
import sys


def main(package):
    tree = compile(sys.stdin.read(), "__main__.py", "exec", ast.PyCF_ONLY_AST)
    compile(tree, "__main__.py", "exec")
    aliases = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == package
    }
    # The names of what is imported from the package itself, by the name in the program.
    imported = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == package
        for alias in node.names
    }
    variables = {
        id(node.value): node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    made = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if member_of(node.func, aliases):
            component = node.func.attr
        elif isinstance(node.func, ast.Name) and node.func.id in imported:
            component = imported[node.func.id]
        else:
            continue
        made.append(
            {
                "type": component,
                "inputs": {
                    "kind": "object",
                    "entries": {
                        keyword.arg: given(keyword.value, aliases)
                        for keyword in node.keywords
                        if keyword.arg != "opts"
                    },
                },
                "outputs": [
                    read.attr
                    for read in ast.walk(tree)
                    if isinstance(read, ast.Attribute)
                    and isinstance(read.value, ast.Name)
                    and read.value.id == variables.get(id(node))
                ],
            }
        )
    json.dump(made, sys.stdout)


def member_of(node, names):
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in names
    )


def given(node, aliases):
    if isinstance(node, ast.Constant):
        return {"kind": "literal", "value": node.value}
    if isinstance(node, ast.List):
        return {"kind": "list", "items": [given(item, aliases) for item in node.elts]}
    if isinstance(node, ast.Dict):
        return {
            "kind": "object",
            "entries": {
                ast.literal_eval(key): given(value, aliases)
                for key, value in zip(node.keys, node.values)
            },
        }
    if isinstance(node, ast.Attribute) and member_of(node.value, aliases):
        return {"kind": "member", "type": node.value.attr, "member": node.attr}
    return {"kind": "expression"}


main(sys.argv[1])

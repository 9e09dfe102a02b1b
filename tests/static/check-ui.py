#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the templates as those would who see them in another language, or do not see them at all.

check-ui.py UI-FOLDER

Every text is marked for translation; every button that shows only an icon has a name and a tooltip; every other control that
shows no text of its own has a name; every picture has a name or says that it is an ornament; every template is in the program.
"""

import pathlib
import sys
import xml.etree.ElementTree as ET

TEXTS = {'description', 'label', 'placeholder-text', 'subtitle', 'text', 'title', 'tooltip-text'}
BUTTONS = {'GtkButton', 'GtkLinkButton', 'GtkMenuButton', 'GtkToggleButton'}
# Controls that nothing beside them names.
NAMELESS = {'GtkDropDown', 'GtkEntry', 'GtkListView', 'GtkProgressBar', 'GtkScale', 'GtkSearchEntry', 'GtkSpinButton', 'GtkSpinner',
            'GtkSwitch', 'GtkTextView'}
NAMES = {'label', 'labelled-by'}
SAMPLE = """<interface><object class="GtkBox">
<child><object class="GtkLabel"><property name="label">Plain</property></object></child>
<child><object class="GtkButton"><property name="icon-name">x</property></object></child>
<child><object class="GtkImage"><property name="icon-name">x</property></object></child>
<child><object class="GtkScale"/></child>
<child><object class="GtkScale"><accessibility><property name="label" translatable="yes">A</property></accessibility></object></child>
</object></interface>"""


def properties(node):
    return {each.get('name'): each for each in node.findall('property')}


def is_named(node):
    return any(each.get('name') in NAMES for each in node.findall('accessibility/property') + node.findall('accessibility/relation'))


def complaints(tree):
    # A row of preferences names the control that it activates.
    by_row = {each.text for each in tree.iter('property') if each.get('name') == 'activatable-widget'}
    for node in tree.iter():
        text = (node.text or '').strip()
        is_text = node.tag == 'property' and node.get('name') in TEXTS or node.tag == 'attribute' and node.get('name') == 'label' or node.tag == 'item'
        if is_text and any(letter.isalpha() for letter in text) and node.get('translatable') not in ('yes', 'true'):
            yield f'“{text}” is not marked for translation'
        if node.tag not in ('object', 'template'):
            continue

        has, kind = properties(node), node.get('class')
        what = f'{kind} {node.get("id") or (has["icon-name"].text if "icon-name" in has else "")}'.strip()
        if kind in BUTTONS and 'icon-name' in has and 'label' not in has:
            if 'tooltip-text' not in has:
                yield f'{what} shows only an icon and has no tooltip'
            if not is_named(node):
                yield f'{what} shows only an icon and has no accessible label'
        elif kind in NAMELESS and not is_named(node) and node.get('id') not in by_row:
            yield f'{what} has no accessible label'
        elif kind in ('GtkImage', 'GtkPicture') and not is_named(node) and has.get('accessible-role') is None:
            yield f'{what} has no accessible label, and does not say that it is an ornament (accessible-role presentation)'


def main():
    folder = pathlib.Path(sys.argv[1])
    listed = {each.text for each in ET.parse(folder / 'earshot.gresource.xml').iter('file')}
    files = sorted(folder.rglob('*.ui'))
    failed = len(list(complaints(ET.fromstring(SAMPLE)))) != 5

    print(f'1..{len(files) + 1}')
    print(f'{"not ok" if failed else "ok"} 1 - the check finds what it looks for')
    for n, path in enumerate(files, 2):
        name = str(path.relative_to(folder))
        try:
            found = list(complaints(ET.parse(path)))
        except ET.ParseError as error:
            found = [str(error)]
        if name not in listed:
            found.append('it is not in earshot.gresource.xml')
        print(f'{"not ok" if found else "ok"} {n} - {name}')
        for line in found:
            print(f'# {line}')
        failed = failed or found
    return 1 if failed else 0


sys.exit(main())

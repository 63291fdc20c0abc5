"""Run by the Python that LibreOffice brings: a workbook with people on a sheet, a pivot table of them, and then without the people.

python3 pivot.py CSV XLSX PORT: an office listens at that port. The cache of the pivot table keeps every row.
"""
import csv
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet.DataPilotFieldOrientation import COLUMN, DATA, ROW
from com.sun.star.sheet.GeneralFunction import COUNT
from com.sun.star.table import CellAddress, CellRangeAddress


def connected(port):
    resolver = uno.getComponentContext().ServiceManager.createInstance('com.sun.star.bridge.UnoUrlResolver')
    for _ in range(60):
        try:
            return resolver.resolve(f'uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext')
        except Exception:
            time.sleep(1)
    raise SystemExit('no office answers')


source, target, port = sys.argv[1:4]
desktop = connected(port).ServiceManager.createInstance('com.sun.star.frame.Desktop')
book = desktop.loadComponentFromURL('private:factory/scalc', '_blank', 0, (PropertyValue('Hidden', 0, True, 0),))
sheets = book.Sheets
sheets.insertNewByName('people', 1)
sheet = sheets.getByName('people')
with open(source, encoding='utf-8', newline='') as lines:
    rows = list(csv.reader(lines))
for at, row in enumerate(rows):
    for beside, value in enumerate(row):
        cell = sheet.getCellByPosition(beside, at)
        if value.isdigit():
            cell.Value = float(value)
        else:
            cell.String = value
front = sheets.getByIndex(0)
pilots = front.DataPilotTables
made = pilots.createDataPilotDescriptor()
made.setSourceRange(CellRangeAddress(1, 0, 0, len(rows[0]) - 1, len(rows) - 1))
fields = made.DataPilotFields
fields.getByIndex(0).Orientation = ROW
fields.getByIndex(1).Orientation = COLUMN
data = fields.getByIndex(2)
data.Orientation = DATA
data.Function = COUNT
pilots.insertNewByName('pivot', CellAddress(0, 0, 2), made)
if len(sys.argv) > 4:
    sheet.IsVisible = False
book.storeToURL(uno.systemPathToFileUrl(target), (PropertyValue('FilterName', 0, 'Calc MS Excel 2007 XML', 0),))
book.close(True)
desktop.terminate()

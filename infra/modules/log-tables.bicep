metadata description = 'The tables of the workspace as queries ask them: also before anything has been logged there, and with the time at which a row came in.'

var tables = loadJsonContent('../log-tables.json', '.tables')

@description('What a query begins with, by the name of the table. A table is there only once something has been logged, and Azure refuses a rule over one that is not; so an empty one with the same columns stands beside it. Ingested is when a row came in.')
@export()
var logTables = toObject(
  items(tables),
  table => table.key,
  table =>
    '(union isfuzzy=true (datatable(${join(map(items(table.value), column => '${column.key}:${column.value}'), ', ')}, Ingested:datetime)[]), (${table.key} | extend Ingested = ingestion_time()))'
)

@description('A table, or a query, with rows of resources in these groups alone: for a workspace that several environments share.')
@export()
func rowsOf(query string, groups string[]) string =>
  replace(
    query,
    ' = ingestion_time()))',
    ' = ingestion_time() | where tostring(split(_ResourceId, \'/\')[4]) in~ (\'${join(groups, '\', \'')}\')))'
  )

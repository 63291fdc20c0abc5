metadata description = 'How main.bicepparam reads what `azd env set` has set: texts of one environment, of which each empty one counts as not given.'

@export()
@description('A text. Null, which means the default of the parameter, when nothing was set.')
func text(value string) string? => empty(value) ? null : value

@export()
@description('Yes or no, set as true or false.')
func flag(value string) bool? => empty(value) ? null : bool(value)

@export()
@description('A whole number.')
func whole(value string) int? => empty(value) ? null : int(value)

@export()
@description('A list, set as JSON.')
func list(value string) array? => empty(value) ? null : json(value)

@export()
@description('An object, set as JSON.')
func record(value string) object? => empty(value) ? null : json(value)

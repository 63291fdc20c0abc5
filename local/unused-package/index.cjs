// Azurite names a client of SQL Server, and `@azure/identity` the sign-in of browsers; neither is ever loaded here, and both are large. This
// stands in their place (`overrides` in package.json) and says so should that change.
throw new Error('This package is left out of the installation: take its override out of package.json');

// Azurite names a client of SQL Server, `@azure/identity` the sign-in of browsers, and `pdfjs-dist` a canvas to draw pages on; none is ever
// used here, and all are large. This stands in their place (`overrides` in package.json) and says so should that change.
throw new Error('This package is left out of the installation: take its override out of package.json');

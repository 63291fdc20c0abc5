// Azurite loads its telemetry library as it starts and calls it only when it may send telemetry, which the laptop never lets it. The real
// library is 290 MB; this stands in its place (`overrides` in package.json) and refuses to be used.
const refuse = () => {
  throw new Error('The laptop sends no telemetry: start Azurite without it, as local/azure/storage/azurite.ts does');
};

module.exports = { setup: refuse, start: refuse, TelemetryClient: refuse };

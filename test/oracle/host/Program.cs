using System.Reflection;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Config;
using Newtonsoft.Json.Linq;
using Oracle;

// Runs the real Durable extension on a storage account. Every orchestrator and activity that the Node worker names is called there.
// Environment: WORKER_URL, PORT, HUB, ACCESS_CODE, AzureWebJobsStorage; DEFAULT_VERSION; MAXIMUM_TIMER_MS and LONG_TIMER_MS scale the limits of timers.
static string Required(string name) =>
    Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"The variable {name} is missing.");

var baseUrl = $"http://localhost:{Required("PORT")}/runtime/webhooks/durabletask";
WorkerCall.Worker = new Uri(Required("WORKER_URL"));
var functions = JArray.Parse(await WorkerCall.Http.GetStringAsync(new Uri(WorkerCall.Worker, "/functions")));
Type[] types = [FunctionBuilder.Build(functions), typeof(ClientPayload)];

var host = new HostBuilder()
    .ConfigureLogging(log => log.SetMinimumLevel(LogLevel.Warning).AddConsole())
    .ConfigureWebJobs(jobs => jobs.AddDurableTask(options =>
    {
        options.HubName = Required("HUB");
        options.StorageProvider["partitionCount"] = 1;
        options.StorageProvider["maxQueuePollingInterval"] = "00:00:00.100";
        options.UseAppLease = false;
        options.DefaultVersion = Environment.GetEnvironmentVariable("DEFAULT_VERSION");
    }))
    .ConfigureServices(services =>
    {
        services.AddSingleton<ITypeLocator>(new FixedTypes(types));
        services.AddSingleton<IWebHookProvider>(new WebhookAddress(new Uri($"{baseUrl}?code={Required("ACCESS_CODE")}")));
    })
    .Build();
await host.StartAsync();

var extension = host.Services.GetServices<IExtensionConfigProvider>().OfType<DurableTaskExtension>().Single();
TimerLimits.Scale(extension);
await host.Services.GetRequiredService<IJobHost>().CallAsync("ClientPayload.Take", new Dictionary<string, object>());
using var payload = new StringContent(ClientPayload.Json);
(await WorkerCall.Http.PostAsync(new Uri(WorkerCall.Worker, "/client-payload"), payload)).EnsureSuccessStatusCode();

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls($"http://127.0.0.1:{Required("PORT")}");
var web = builder.Build();
web.Run(context => Webhook.Answer(extension, context));
await web.StartAsync();
Console.WriteLine("oracle ready");
await host.WaitForShutdownAsync();

namespace Oracle
{
    /// <summary>The functions of this host, in place of a search through assemblies.</summary>
    internal sealed class FixedTypes(IReadOnlyList<Type> types) : ITypeLocator
    {
        public IReadOnlyList<Type> GetTypes() => types;
    }

    /// <summary>Where the extension's HTTP API is reached, with its system key.</summary>
    internal sealed class WebhookAddress(Uri address) : IWebHookProvider
    {
        public Uri GetUrl(IExtensionConfigProvider extension) => address;
    }

    /// <summary>What an input of type durableClient receives: the extension hands it to any function that binds it to text.</summary>
    public static class ClientPayload
    {
        public static string Json { get; private set; } = "";

        [NoAutomaticTrigger]
        public static void Take([DurableClient] string client) => Json = client;
    }

    /// <summary>The longest single timer and the pieces of longer ones are settable on the storage provider, which is internal.</summary>
    internal static class TimerLimits
    {
        public static void Scale(DurableTaskExtension extension)
        {
            var provider = (DurabilityProvider)typeof(DurableTaskExtension)
                .GetProperty("DefaultDurabilityProvider", BindingFlags.NonPublic | BindingFlags.Instance)!
                .GetValue(extension)!;
            if (int.TryParse(Environment.GetEnvironmentVariable("MAXIMUM_TIMER_MS"), out var longest))
                provider.MaximumDelayTime = TimeSpan.FromMilliseconds(longest);
            if (int.TryParse(Environment.GetEnvironmentVariable("LONG_TIMER_MS"), out var piece))
                provider.LongRunningTimerIntervalLength = TimeSpan.FromMilliseconds(piece);
        }
    }
}

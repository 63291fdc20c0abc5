using Microsoft.Azure.WebJobs.Script.Workers.Rpc;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Oracle
{
    /// <summary>Calls a function in the Node worker and turns its answer into what the Functions host would hand to the extension.</summary>
    public static class WorkerCall
    {
        public static Uri Worker { get; set; } = new("http://localhost");
        public static HttpClient Http { get; } = new();

        private static readonly JsonSerializerSettings KeepDatesAsText = new() { DateParseHandling = DateParseHandling.None };

        /// <summary>Text and null are told apart by the envelope <c>{"data": …}</c>. A failure becomes the exception of the Functions host.</summary>
        public static Task<object?> Invoke(string name, string? input) => Task.Run(async () =>
        {
            var body = new StringContent(JsonConvert.SerializeObject(new { data = input }));
            var response = await Http.PostAsync(new Uri(Worker, $"/invoke/{Uri.EscapeDataString(name)}"), body);
            response.EnsureSuccessStatusCode();
            var answer = JsonConvert.DeserializeObject<JObject>(await response.Content.ReadAsStringAsync(), KeepDatesAsText)!;
            if (answer["error"] is JObject error)
                throw new RpcException("Failure", (string?)error["message"], (string?)error["stack"]);
            return Unwrap(answer["returnValue"] as JObject);
        });

        private static object? Unwrap(JObject? typed)
        {
            if (typed?["string"] is { } text) return (string?)text;
            if (typed?["json"] is { } json) return JsonConvert.DeserializeObject((string)json!, KeepDatesAsText);
            if (typed?["int"] is { } whole) return (long)whole;
            if (typed?["double"] is { } number) return (double)number;
            return null;
        }
    }
}

namespace Microsoft.Azure.WebJobs.Script.Workers.Rpc
{
    /// <summary>The extension looks for this full name and for RemoteMessage to tell a failure in the worker from its own.</summary>
    public class RpcException(string result, string? message, string? stack)
        : Exception($"Result: {result}\nException: {message}\nStack: {stack}")
    {
        public string? RemoteMessage { get; } = message;
        public string? RemoteStackTrace { get; } = stack;
    }
}

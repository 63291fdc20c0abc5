using Microsoft.AspNetCore.Mvc.WebApiCompatShim;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace Oracle;

/// <summary>Hands a request to the extension as the Functions host does, and its answer back.</summary>
internal static class Webhook
{
    public static async Task Answer(DurableTaskExtension extension, HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        body.Position = 0;
        context.Request.Body = body;
        // The extension makes its answers from the HttpContext that this feature puts into the request's properties.
        var request = new HttpRequestMessageFeature(context).HttpRequestMessage;
        var converter = (IAsyncConverter<HttpRequestMessage, HttpResponseMessage>)extension;
        using var response = await converter.ConvertAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers) context.Response.Headers[name] = values.ToArray();
        if (response.Content is null) return;
        foreach (var (name, values) in response.Content.Headers) context.Response.Headers[name] = values.ToArray();
        await response.Content.CopyToAsync(context.Response.Body);
    }
}

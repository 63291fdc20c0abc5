using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Newtonsoft.Json.Linq;

namespace Oracle;

/// <summary>
/// Emits one method for each function of the worker: <c>Task&lt;object&gt; F([OrchestrationTrigger] string data1)</c>. The extension
/// takes a function whose trigger is text for one that runs in another process. The parameter may not be called "data".
/// </summary>
internal static class FunctionBuilder
{
    public static Type Build(JArray functions)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("WorkerFunctions"), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule("main").DefineType("WorkerFunctions", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        foreach (var function in functions) Add(type, (string)function["name"]!, (string)function["trigger"]!);
        return type.CreateType();
    }

    private static void Add(TypeBuilder type, string name, string trigger)
    {
        var attribute = trigger switch
        {
            "orchestrationTrigger" => typeof(OrchestrationTriggerAttribute),
            "activityTrigger" => typeof(ActivityTriggerAttribute),
            _ => null,
        };
        if (attribute is null) return;
        var method = type.DefineMethod($"Call{name}", MethodAttributes.Public | MethodAttributes.Static, typeof(Task<object?>), [typeof(string)]);
        method.SetCustomAttribute(new CustomAttributeBuilder(typeof(FunctionNameAttribute).GetConstructor([typeof(string)])!, [name]));
        var parameter = method.DefineParameter(1, ParameterAttributes.None, "data1");
        parameter.SetCustomAttribute(new CustomAttributeBuilder(attribute.GetConstructor(Type.EmptyTypes)!, []));
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldstr, name);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, typeof(WorkerCall).GetMethod(nameof(WorkerCall.Invoke))!);
        code.Emit(OpCodes.Ret);
    }
}

using System.Text;
using GatewayLogs.Bodies;

namespace GatewayLogs.Tests;

public class EnvelopedBodyTests
{
    [TestCase("""{"success":true,"res""", true)]
    [TestCase("""{"result":{"a""", true)]
    [TestCase("""﻿ { "errors" : [ {} ], "messages":[], "result""", false, Description = "the name is incomplete")]
    [TestCase("""{"errors":[{}],"messages":[],"result":{""", true)]
    [TestCase("""{"messages":[{"role":"user","content":"a""", false, Description = "a request to a model")]
    [TestCase("""{"messages":[],"model":"m","success":true""", false)]
    [TestCase("""{"model":"m","result":1""", false)]
    [TestCase("""[{"success":true""", false)]
    [TestCase("""data: {"success":true}""", false)]
    [TestCase("{", false)]
    [TestCase("", false)]
    public void A_beginning_with_success_or_result_can_be_that_of_an_envelope(string head, bool expected) =>
        Assert.That(EnvelopedBody.MayBeginWith(Encoding.UTF8.GetBytes(head)), Is.EqualTo(expected));
}

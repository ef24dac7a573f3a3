package org.ringdown.hostile;

import java.util.List;
import java.util.Map;

/** What decent visitors, pages and far ends say, with each of its fields marked. */
final class Forms {
    private Forms() {}

    static final Form INVITE =
            new Form(
                    """
                    INVITE sip:{number=}{dialled=1}@GATEWAY SIP/2.0
                    Via: SIP/2.0/UDP ME;branch=z9hG4bK-NUMBER
                    Max-Forwards: 70
                    From: "{from-name=Ann}" <sip:{from-user=4930}@ME>;tag=NUMBER
                    To: "{to-name=Bob}" <sip:{to-user=1}@GATEWAY>
                    Call-ID: {call-id=NUMBER}
                    CSeq: NUMBER INVITE
                    Contact: "{contact-name=Ann}" <sip:{contact-user=4930}@ME>;x="{contact-parameter=1}"
                    User-Agent: {user-agent=Phone}
                    Subject: {subject=Lunch}
                    Organization: {organization=Us}
                    Reason: SIP;cause=302;text="{reason=Moved}"
                    P-Asserted-Identity: "{asserted-name=Ann}" <sip:{asserted-user=4930}@ME>
                    Privacy: {privacy=none}
                    Diversion: "{diversion-name=Boss}" <sip:{diversion-user=4931}@ME>;reason="{diversion-reason=user-busy}"
                    History-Info: "{history-name=Boss}" <sip:{history-user=4931}@ME>;index=1
                    Referred-By: "{referrer-name=Boss}" <sip:{referrer-user=4931}@ME>
                    Alert-Info: <http://ME/{alert=ring}>
                    Call-Info: <http://ME/{info=card}>;purpose=card
                    Warning: 399 ME "{warning=Careful}"
                    X-Customer: {custom=4711}
                    X-Other: {other=4711}
                    Content-Type: application/sdp
                    Content-Length: LENGTH

                    v=0
                    o={origin=-} 1 1 IN IP4 127.0.0.1
                    s={session=Call}
                    i={information=Call}
                    c=IN IP4 127.0.0.1
                    t=0 0
                    a={attribute=tool}
                    m=audio 40000 RTP/AVP 8 101
                    i={title=Sound}
                    a=rtpmap:8 PCMA/8000
                    a=fmtp:8 {fmtp=x=1}
                    a=rtpmap:101 {codec=telephone-event}/8000
                    a=fmtp:101 {events=0-15}
                    a=mid:{mid=0}
                    a=label:{label=1}
                    """);

    static final Form REFUSAL =
            new Form(
                    """
                    SIP/2.0 486 {phrase=Busy Here}
                    Contact: "{contact-name=Bob}" <sip:{contact-user=bob}@127.0.0.1>
                    Server: {server=Phone}
                    Warning: 399 x "{warning=Busy}"
                    Reason: Q.850;cause=17;text="{reason=Busy}"
                    Error-Info: <sip:{error=busy}@127.0.0.1>
                    Retry-After: 5 ({comment=later})
                    X-Customer: {custom=4711}
                    X-Other: {other=4711}
                    Content-Length: 0

                    """);

    static final Form ACCEPTANCE =
            new Form(
                    """
                    SIP/2.0 200 {phrase=OK}
                    Contact: "{contact-name=Bob}" <sip:{contact-user=bob}@127.0.0.1:9>
                    Server: {server=Phone}
                    P-Asserted-Identity: "{asserted-name=Bob}" <sip:{asserted-user=bob}@127.0.0.1>
                    X-Customer: {custom=4711}
                    Content-Type: application/sdp
                    Content-Length: LENGTH

                    v=0
                    o={origin=-} 1 1 IN IP4 127.0.0.1
                    s={session=Call}
                    c=IN IP4 127.0.0.1
                    t=0 0
                    m=audio 40002 RTP/AVP 8
                    a=rtpmap:8 PCMA/8000
                    a=fmtp:8 {fmtp=x=1}
                    a={attribute=tool}
                    """);

    /** Outside of any call, by a trunk that may send text. */
    static final List<Form> OTHERS =
            List.of(
                    other(
                            "MESSAGE",
                            "bob",
                            "Content-Type: text/plain\nSubject: {subject=Lunch}\nDate: {date=now}",
                            "{body=Hello}"),
                    other("MESSAGE", "bob", "Content-Type: {type=text/html}", "{body=Hello}"),
                    other("MESSAGE", "bob{to-user=}", "Content-Type: text/plain", "Hello"),
                    other("OPTIONS", "{user=x}", "Accept: {accept=*/*}\nRequire: {require=x}", ""),
                    other(
                            "SUBSCRIBE",
                            "bob",
                            "Event: {event=presence};id={event-id=1}\nAccept: {accept=x/y}",
                            ""),
                    other(
                            "REGISTER",
                            "bob",
                            "Authorization: Digest username=\"{username=bob}\", realm=\"{realm=r}\", nonce=\"{nonce=n}\", uri=\"{uri=sip:x}\", response=\"{response=0}\"",
                            ""),
                    other(
                            "INFO",
                            "bob",
                            "Content-Type: application/dtmf-relay\nInfo-Package: {package=x}",
                            "Signal={signal=1}"),
                    other(
                            "REFER",
                            "bob",
                            "Refer-To: \"{refer-name=Bob}\" <sip:{refer-user=bob}@ME>\nReplaces: {replaces=x};to-tag=1;from-tag=2",
                            ""),
                    other(
                            "NOTIFY",
                            "bob",
                            "Event: {event=message-summary}\nSubscription-State: {state=active}",
                            "Messages-Waiting: {waiting=yes}"),
                    other("{method=FOO}", "bob", "X-Other: {other=1}\n{name=X-Other}: 1", ""));

    private static Form other(String method, String to, String headers, String body) {
        var text =
                """
                METHOD sip:USER@GATEWAY SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bK-NUMBER
                Max-Forwards: 70
                From: "{from-name=Ann}" <sip:{from-user=4930}@ME>;tag=NUMBER
                To: <sip:USER@GATEWAY>
                Call-ID: {call-id=NUMBER}
                CSeq: NUMBER METHOD
                Contact: "{contact-name=Ann}" <sip:{contact-user=4930}@ME>
                User-Agent: {user-agent=Phone}
                HEADERS
                Content-Length: LENGTH

                """;
        return new Form(
                text.replace("METHOD", method).replace("USER", to).replace("HEADERS", headers)
                        + body);
    }

    /** Within a call, by who has placed it. */
    static final List<Form> WITHIN =
            List.of(
                    within(
                            "INFO",
                            "Content-Type: application/dtmf-relay\nX-Other: {other=1}",
                            "Signal={signal=1}"),
                    within("INFO", "Content-Type: {type=application/json}", "{body=x}"),
                    within("MESSAGE", "Content-Type: text/plain", "{body=x}"),
                    within(
                            "REFER",
                            "Refer-To: \"{refer-name=Bob}\" <sip:7{refer-user=00}@GATEWAY>\nReferred-By: \"{referrer-name=Ann}\" <sip:{referrer-user=ann}@ME>",
                            ""),
                    within(
                            "UPDATE",
                            "From-Change: {from-change=x}\nSubject: {subject=x}\nContent-Type: application/sdp",
                            "v=0\no={origin=-} 1 2 IN IP4 127.0.0.1\ns={session=x}\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 40000 RTP/AVP 8\na=fmtp:8 {fmtp=x}\n"),
                    within("BYE", "Reason: Q.850;cause=16;text=\"{reason=bye}\"", ""));

    private static Form within(String method, String headers, String body) {
        var text =
                """
                METHOD TARGET SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bK-NUMBER
                Max-Forwards: 70
                From: OUR-END
                To: THEIR-END
                Call-ID: CALL
                CSeq: NUMBER METHOD
                Contact: "{contact-name=Ann}" <sip:{contact-user=4930}@ME>
                User-Agent: {user-agent=Phone}
                HEADERS
                Content-Length: LENGTH

                """;
        return new Form(text.replace("METHOD", method).replace("HEADERS", headers) + body);
    }

    static final Form HTTP =
            new Form(
                    """
                    {method=POST} {path=/v1/tokens}?{query=a=b} HTTP/1.1
                    Host: {host=127.0.0.1}
                    Origin: {origin=https://shop.example}
                    User-Agent: {user-agent=Browser}
                    Referer: {referer=https://shop.example/}
                    Cookie: {cookie=a=b}
                    Authorization: {authorization=Bearer x}
                    X-Forwarded-For: {forwarded=10.0.0.1}
                    Accept: {accept=*/*}
                    If-None-Match: {tag=x}
                    Content-Type: {type=application/json}
                    {name=X-Other}: 1
                    Connection: close
                    Content-Length: LENGTH

                    """);

    /** A body for each path, as JSON text with fields. */
    static final Map<String, Form> BODIES =
            Map.of(
                    "POST /v1/tokens",
                            new Form(
                                    "{\"user\":\"{user=alice}\",\"to\":[\"{to=600}\"],\"origin\":\"{origin=https://shop.example}\",\"ttl\":\"{ttl=1m}\"}"),
                    "POST /v1/session",
                            new Form(
                                    "{\"user\":\"{user=alice}\",\"password\":\""
                                            + HostileTextTest.TYPED
                                            + "{password=}\"}"),
                    "POST /v1/stops/user/{name=alice}", new Form("{\"{member=x}\":\"{value=y}\"}"),
                    "POST /v1/calls",
                            new Form(
                                    "{\"from\":\"{from=rtmp://127.0.0.1:1/live/x}\",\"to\":\"{to=600}\",\"user\":\"{user=alice}\"}"),
                    "PUT /v1/contacts/{name=1}", new Form("{\"name\":\"{contact=Bob}\"}"),
                    "POST /v1/buttons/{button=sales}/token", new Form("{text=}"),
                    "GET /v1/calls/{call=1}/{view=ladder}", new Form(""),
                    "GET /v1/calls?before={before=1}&limit={limit=1}", new Form(""),
                    "GET /v1/history?before={before=1}", new Form(""),
                    "GET /{asset=x}.js", new Form(""));

    static final List<Form> FRAMES =
            List.of(
                    new Form("{\"type\":\"{type=ping}\",\"{member=x}\":\"{value=y}\"}"),
                    new Form(
                            "{\"type\":\"hello\",\"v\":1,\"token\":\"{token=x}\",\"sdk\":\"{sdk=x}\",\"resume\":\"{resume=x}\"}"),
                    new Form("{\"type\":\"token\",\"token\":\"{token=x}\"}"),
                    new Form(
                            "{\"type\":\"call\",\"ref\":\"{ref=1}\",\"to\":\"+49{to=1}\",\"m\":\"{m=m1}\",\"headers\":{\"X-Customer\":\"{custom=1}\",\"{header=X-Other}\":\"1\"},"
                                    + "\"context\":{\"{context=a}\":\"{context-value=b}\"},\"codecs\":[\"PCMA/8000\",\"{codec=PCMU/8000}\"]}"),
                    new Form(
                            "{\"type\":\"call\",\"ref\":\"1\",\"to\":\"{to=alice}\",\"m\":\"m2\",\"codecs\":[\"PCMA/8000\"]}"),
                    new Form(
                            "{\"type\":\"call\",\"ref\":\"1\",\"to\":\"sip:{to=alice}@127.0.0.1\",\"m\":\"m3\",\"codecs\":[\"PCMA/8000\"]}"),
                    new Form(
                            "{\"type\":\"media.open\",\"m\":\"{m=m4}\",\"offer\":\"{offer=v=0}\"}"),
                    new Form("{\"type\":\"answer\",\"call\":\"{call=c}\",\"m\":\"{m=m}\"}"),
                    new Form("{\"type\":\"reject\",\"call\":\"{call=c}\",\"busy\":true}"),
                    new Form("{\"type\":\"hangup\",\"call\":\"{call=c}\"}"),
                    new Form("{\"type\":\"pull\",\"call\":\"{call=c}\",\"m\":\"{m=m}\"}"),
                    new Form("{\"type\":\"dtmf\",\"call\":\"{call=c}\",\"digits\":\"{digits=1}\"}"),
                    new Form("{\"type\":\"transfer\",\"call\":\"{call=c}\",\"to\":\"{to=600}\"}"),
                    new Form("{\"type\":\"transfer\",\"call\":\"{call=c}\",\"with\":\"{with=d}\"}"),
                    new Form(
                            "{\"type\":\"message\",\"ref\":\"{ref=1}\",\"to\":\"{to=bob}\",\"body\":\"{body=Hello}\"}"),
                    new Form(
                            "{\"type\":\"info\",\"ref\":\"{ref=1}\",\"call\":\"{call=c}\",\"contentType\":\"{type=application/json}\",\"body\":\"{body=x}\"}"));

    static final Form CONFIGURATION =
            new Form(
                    """
                    "{key=htpt}": {}
                    http: {port: "{port=x}", host: "{host=127.0.0.1}", origins: ["{origin=x}"]}
                    sip: {port: 0, external: "{external=x}", "{sip-key=prot}": 1}
                    users: {"{user=x}": {password: "{password=x}", line: {uri: "{line=x}"}}}
                    trunks: {"{trunk=x y}": {uri: "{uri=x}", dtmf: "{dtmf=x}", codecs: ["{codec=x}"], headers: ["{header=x}"]}}
                    routes: [{to: "{pattern=}", trunk: "{route-trunk=x}", when: "{when=x}"}]
                    buttons: {"{button=x}": {to: "{button-to=}", origins: ["{button-origin=x}"]}}
                    calls: {resume-grace: "{duration=x}"}
                    store: {url: "{store=x}"}
                    """);
}

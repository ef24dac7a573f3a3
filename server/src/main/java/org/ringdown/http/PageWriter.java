package org.ringdown.http;

import java.util.List;
import org.ringdown.page.ToPage;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what pages hear (docs/phone-protocol.md). Optional members are left out, never null. */
final class PageWriter {
    private static final JsonMapper JSON = new JsonMapper();

    private PageWriter() {}

    static String write(ToPage message) {
        return JSON.writeValueAsString(object(message));
    }

    private static ObjectNode object(ToPage message) {
        return switch (message) {
            case ToPage.Welcome welcome -> welcome(welcome);
            case ToPage.IceServersRenewed renewed ->
                    withServers(type("ice-servers"), renewed.iceServers());
            case ToPage.MediaAnswer a ->
                    type("media.answer").put("m", a.m()).put("answer", a.answer());
            case ToPage.Calling c -> {
                var out = type("calling").put("ref", c.ref()).put("call", c.call());
                yield out.put("sipCallId", c.sipCallId()).set("remote", party(c.remote()));
            }
            case ToPage.Incoming i -> incoming(i);
            case ToPage.Ringing r -> type("ringing").put("call", r.call()).put("early", r.early());
            case ToPage.Answered a -> type("answered").put("call", a.call());
            case ToPage.SendCodec c -> codec(c);
            case ToPage.Video v -> video(v);
            case ToPage.CallUpdate u -> type("call.update").set("call", call(u.call()));
            case ToPage.Pulled p -> type("pulled").put("call", p.call());
            case ToPage.Ended e -> ended(e);
            case ToPage.KeyHeard k ->
                    type("dtmf").put("call", k.call()).put("digit", String.valueOf(k.digit()));
            case ToPage.Held h -> {
                var out = type("hold").put("call", h.call());
                yield out.put("local", h.hold().local()).put("remote", h.hold().remote());
            }
            case ToPage.TransferProgress t -> {
                var out = type("transfer").put("call", t.call()).put("status", t.status());
                t.sip().ifPresent(status -> out.put("sip", status));
                yield out;
            }
            case ToPage.Failure f -> failure(f);
            case ToPage.Done d -> type("done").put("ref", d.ref());
            case ToPage.Message m -> type("message").put("from", m.from()).put("body", m.body());
            case ToPage.Voicemail v ->
                    type("voicemail").put("waiting", v.waiting()).put("count", v.count());
            case ToPage.Info i ->
                    type("info")
                            .put("call", i.call())
                            .put("contentType", i.contentType())
                            .put("body", i.body());
            case ToPage.Recording r -> type("recording").put("call", r.call()).put("on", r.on());
            case ToPage.Stats s -> stats(s);
            case ToPage.PushKey k -> type("push").put("key", k.key());
            case ToPage.Pong _ -> type("pong");
        };
    }

    private static ObjectNode welcome(ToPage.Welcome welcome) {
        var out =
                type("welcome")
                        .put("v", welcome.version())
                        .put("user", welcome.user())
                        .put("page", welcome.page())
                        .put("resume", welcome.resume());
        withServers(out, welcome.iceServers());
        var calls = out.putArray("calls");
        welcome.calls().forEach(call -> calls.add(call(call)));
        return out;
    }

    private static ObjectNode withServers(ObjectNode out, List<ToPage.IceServer> servers) {
        var list = out.putArray("iceServers");
        for (var server : servers) {
            var one = list.addObject();
            server.urls().forEach(one.putArray("urls")::add);
            server.username().ifPresent(name -> one.put("username", name));
            server.credential().ifPresent(credential -> one.put("credential", credential));
        }
        return out;
    }

    private static ObjectNode codec(ToPage.SendCodec codec) {
        var out =
                type("codec")
                        .put("call", codec.call())
                        .put("m", codec.m())
                        .put("mid", codec.mid())
                        .put("pt", codec.pt())
                        .put("name", codec.name())
                        .put("clockRate", codec.clockRate());
        return codec.redundant() ? out.put("redundant", true) : out;
    }

    private static ObjectNode incoming(ToPage.Incoming incoming) {
        var out =
                type("incoming")
                        .put("call", incoming.call())
                        .put("sipCallId", incoming.sipCallId());
        out.set("remote", party(incoming.remote()));
        out.put("to", incoming.to());
        var headers = out.putObject("headers");
        incoming.headers().forEach(headers::put);
        if (incoming.video()) out.put("video", true);
        return out;
    }

    private static ObjectNode video(ToPage.Video video) {
        var out =
                type("video")
                        .put("call", video.call())
                        .put("m", video.m())
                        .put("theirs", video.theirs())
                        .put("on", video.codec().isPresent());
        video.codec()
                .ifPresent(codec ->
                        out.put("mid", codec.mid())
                                .put("pt", codec.pt())
                                .put("name", codec.name())
                                .put("clockRate", codec.clockRate()));
        video.reason().ifPresent(reason -> out.put("reason", reason));
        return out;
    }

    private static ObjectNode ended(ToPage.Ended ended) {
        var out =
                type("ended")
                        .put("call", ended.call())
                        .put("reason", ended.reason())
                        .put("by", ended.by());
        ended.sip().ifPresent(sip -> out.set("sip", status(sip)));
        ended.q850().ifPresent(cause -> out.put("q850", cause));
        return out.put("durationMs", ended.durationMs());
    }

    private static ObjectNode failure(ToPage.Failure failure) {
        var out =
                type("error")
                        .put("code", failure.code())
                        .put("message", failure.message())
                        .put("hint", failure.hint())
                        .put("retryable", failure.retryable());
        failure.ref().ifPresent(ref -> out.put("ref", ref));
        failure.call().ifPresent(call -> out.put("call", call));
        failure.m().ifPresent(m -> out.put("m", m));
        failure.sip().ifPresent(sip -> out.set("sip", status(sip)));
        return out;
    }

    private static ObjectNode call(ToPage.CallInfo call) {
        var out =
                object().put("call", call.call())
                        .put("sipCallId", call.sipCallId())
                        .put("direction", call.direction())
                        .put("state", call.state());
        out.set("remote", party(call.remote()));
        out.put("startedAt", call.startedAt());
        call.answeredAt().ifPresent(at -> out.put("answeredAt", at));
        if (call.hold().local() || call.hold().remote()) {
            out.putObject("hold")
                    .put("local", call.hold().local())
                    .put("remote", call.hold().remote());
        }
        if (call.recording()) out.put("recording", true);
        return out.put("here", call.here()).put("mine", call.mine());
    }

    private static ObjectNode stats(ToPage.Stats stats) {
        var out = type("stats").put("call", stats.call());
        out.set("here", SoundWriter.write(stats.here()));
        stats.there().ifPresent(there -> out.set("there", SoundWriter.write(there)));
        return out;
    }

    private static ObjectNode party(ToPage.Party party) {
        var out = object().put("uri", party.uri());
        party.number().ifPresent(number -> out.put("number", number));
        party.name().ifPresent(name -> out.put("name", name));
        return out;
    }

    private static ObjectNode status(ToPage.SipStatus status) {
        return object().put("code", status.code()).put("reason", status.reason());
    }

    private static ObjectNode type(String type) {
        return object().put("type", type);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}

package org.ringdown.flash;

import static org.ringdown.flash.Step.go;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ringdown.flash.FlashOrder.Carry;
import org.ringdown.flash.FlashOrder.Invoke;
import org.ringdown.flash.FlashOrder.Say;
import org.ringdown.flash.FlashphonerState.Line;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.page.ToPage.Party;
import org.ringdown.rtmp.amf.AmfValue;

/** What a phone of Flashphoner is told of its calls: each time the call as it is, and what SIP has said. */
final class FlashphonerNews {
    private FlashphonerNews() {}

    static Step<FlashphonerState> hear(FlashphonerState at, ToPage message) {
        return switch (message) {
            case ToPage.Calling calling when at.attempts().containsKey(calling.ref()) ->
                    called(at, calling);
            case ToPage.Failure failure -> refused(at, failure);
            case ToPage.Incoming in -> {
                var line = new Line("", true, in.video(), false, in.remote());
                var next = at.with(in.call(), line);
                yield go(next, told(next, "ring", in.call(), "RING", sip(180, "Ringing")));
            }
            case ToPage.Ringing(var call, var early) when at.line(call).isPresent() ->
                    early
                            ? told(
                                    at,
                                    "sessionProgress",
                                    call,
                                    "SESSION_PROGRESS",
                                    183,
                                    "Session Progress")
                            : told(at, "ring", call, "RING", 180, "Ringing");
            case ToPage.SendCodec codec when at.line(codec.call()).isPresent() ->
                    go(
                            at,
                            Invoke.of(
                                    "notifyAudioCodec",
                                    AmfValue.of(Map.of("name", AmfValue.of(codec.name())))));
            case ToPage.Answered(var call) when at.line(call).isPresent() ->
                    told(
                            at.with(call, at.calls().get(call).talking()),
                            "talk",
                            call,
                            "TALK",
                            200,
                            "OK");
            case ToPage.Held(var call, var hold) when at.line(call).isPresent() ->
                    hold.local() || hold.remote()
                            ? told(at, "hold", call, "HOLD", 200, "OK")
                            : told(at, "talk", call, "TALK", 200, "OK");
            case ToPage.Ended ended when at.line(ended.call()).isPresent() -> ended(at, ended);
            case ToPage.Message(var from, var body) ->
                    go(at, Invoke.of("notifyMessage", text(from, at.login(), body, "text/plain")));
            case ToPage.Info info ->
                    go(
                            at,
                            Invoke.of(
                                    "notifyMessage",
                                    text(
                                            info.call(),
                                            at.login(),
                                            info.body(),
                                            info.contentType())));
            default -> go(at);
        };
    }

    private static Step<FlashphonerState> called(FlashphonerState at, ToPage.Calling calling) {
        var line = at.attempts().get(calling.ref());
        var next = at.tried(calling.ref()).with(calling.call(), line).attach(calling.call());
        return go(
                next,
                new Carry(line.m()),
                told(next, "notifyTryingResponse", calling.call(), "TRYING", sip(100, "Trying")));
    }

    private static Step<FlashphonerState> refused(FlashphonerState at, ToPage.Failure failure) {
        var ref = failure.ref().filter(at.attempts()::containsKey);
        if (ref.isEmpty()) return go(at);
        var line = at.attempts().get(ref.get());
        return go(
                at.tried(ref.get()),
                new Say(new FromPage.MediaClose(line.m())),
                Invoke.of("fail", "USER_NOT_AVAILABLE", sip(Reasons.of(failure))));
    }

    private static Step<FlashphonerState> ended(FlashphonerState at, ToPage.Ended ended) {
        var call = ended.call();
        var orders = new ArrayList<FlashOrder>();
        boolean talked = at.calls().get(call).talks();
        if (!talked && ended.reason().equals("busy"))
            orders.add(told(at, "busy", call, "BUSY", sip(Reasons.of(ended))));
        orders.add(
                told(
                        at,
                        "finish",
                        call,
                        "FINISH",
                        talked ? sip(200, "OK") : sip(Reasons.of(ended))));
        return new Step<>(at.without(call), orders);
    }

    private static Step<FlashphonerState> told(
            FlashphonerState at, String method, String call, String state, int code, String words) {
        return go(at, told(at, method, call, state, sip(code, words)));
    }

    private static Invoke told(
            FlashphonerState at, String method, String call, String state, AmfValue sip) {
        return Invoke.of(method, object(at, call, state), sip);
    }

    /** As such clients read it: truths as words, the id by both of its names. */
    private static AmfValue object(FlashphonerState at, String call, String state) {
        var line = at.calls().get(call);
        var theirs = address(line.remote());
        var name = line.remote().name().orElse("");
        var fields = new LinkedHashMap<String, AmfValue>();
        fields.put("id", AmfValue.of(call));
        fields.put("callId", AmfValue.of(call));
        fields.put("state", AmfValue.of(state));
        fields.put("incoming", AmfValue.of(Boolean.toString(line.incoming())));
        fields.put("isVideoCall", AmfValue.of(Boolean.toString(line.video())));
        fields.put("caller", AmfValue.of(line.incoming() ? theirs : at.login()));
        fields.put("callee", AmfValue.of(line.incoming() ? at.login() : theirs));
        fields.put("visibleNameCaller", AmfValue.of(line.incoming() ? name : ""));
        fields.put("visibleNameCallee", AmfValue.of(line.incoming() ? "" : name));
        return AmfValue.of(fields);
    }

    private static String address(Party party) {
        return party.number().orElse(party.uri());
    }

    static AmfValue sip(int code, String words) {
        return sip(code + " " + words);
    }

    private static AmfValue sip(String status) {
        return AmfValue.of(Map.of("status", AmfValue.of(status)));
    }

    private static AmfValue text(String from, String to, String body, String type) {
        var fields = new LinkedHashMap<String, AmfValue>();
        fields.put("from", AmfValue.of(from));
        fields.put("to", AmfValue.of(to));
        fields.put("body", AmfValue.of(body));
        fields.put("contentType", AmfValue.of(type));
        fields.put("state", AmfValue.of("RECEIVED"));
        return AmfValue.of(fields);
    }
}

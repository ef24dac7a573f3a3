package org.ringdown.flash;

import static org.ringdown.flash.Step.go;

import java.util.ArrayList;
import org.ringdown.flash.FlashOrder.Invoke;
import org.ringdown.flash.FlashOrder.Say;
import org.ringdown.flash.ModRtmpState.Line;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.page.ToPage.Party;
import org.ringdown.rtmp.amf.AmfValue;

/** What a phone of mod_rtmp is told of its calls. */
final class ModRtmpNews {
    private ModRtmpNews() {}

    static Step<ModRtmpState> hear(ModRtmpState at, ToPage message) {
        return switch (message) {
            case ToPage.Calling calling when at.attempts().containsKey(calling.ref()) ->
                    called(at, calling);
            case ToPage.Failure failure -> refused(at, failure);
            case ToPage.Incoming in ->
                    go(
                            at.with(in.call(), Line.ringing(in.remote())),
                            Invoke.of(
                                    "incomingCall",
                                    in.call(),
                                    name(in.remote()),
                                    number(in.remote()),
                                    at.account(),
                                    AmfValue.NULL));
            case ToPage.Info info when at.calls().containsKey(info.call()) ->
                    go(at, Invoke.of("event", ModRtmpEvents.object(info)));
            case ToPage.Message text -> go(at, Invoke.of("event", ModRtmpEvents.object(text)));
            case ToPage.Ringing(var call, var early) ->
                    state(at, call, early ? "EARLY" : "RINGING");
            case ToPage.Answered(var call) when at.calls().containsKey(call) -> answered(at, call);
            case ToPage.Held(var call, var hold) -> held(at, call, hold.local() || hold.remote());
            case ToPage.CallUpdate(var call) when at.calls().containsKey(call.call()) ->
                    meets(at, call.call(), call.remote());
            case ToPage.Ended ended when at.calls().containsKey(ended.call()) -> ended(at, ended);
            default -> go(at);
        };
    }

    private static String name(Party party) {
        return party.name().orElse("");
    }

    private static String number(Party party) {
        return party.number().orElse(party.uri());
    }

    private static Step<ModRtmpState> called(ModRtmpState at, ToPage.Calling calling) {
        var attempt = at.attempts().get(calling.ref());
        var call = calling.call();
        var orders = new ArrayList<FlashOrder>();
        orders.add(Invoke.of("onMakeCall", call, attempt.number(), attempt.account()));
        orders.add(Invoke.of("callState", call, "DIALING"));
        var line = new Line(attempt.m(), false, false, calling.remote(), attempt.guests());
        return ModRtmp.moved(at.tried(calling.ref()).with(call, line), call, orders);
    }

    private static Step<ModRtmpState> refused(ModRtmpState at, ToPage.Failure failure) {
        var ref = failure.ref().filter(at.attempts()::containsKey);
        if (ref.isEmpty()) return go(at);
        var attempt = at.attempts().get(ref.get());
        return go(
                at.tried(ref.get()),
                new Say(new FromPage.MediaClose(attempt.m())),
                Invoke.of("onHangup", "", "CALL_REJECTED"));
    }

    private static Step<ModRtmpState> state(ModRtmpState at, String call, String state) {
        return at.calls().containsKey(call) ? go(at, Invoke.of("callState", call, state)) : go(at);
    }

    /** Those who were to follow into it do so now. */
    private static Step<ModRtmpState> answered(ModRtmpState at, String call) {
        var line = at.calls().get(call);
        var orders = new ArrayList<FlashOrder>();
        orders.add(Invoke.of("callState", call, "ACTIVE"));
        for (var guest : line.guests())
            if (at.calls().containsKey(guest))
                orders.add(new Say(new FromPage.Transfer(guest, number(line.remote()))));
        return new Step<>(at.with(call, line.alone()), orders);
    }

    private static Step<ModRtmpState> held(ModRtmpState at, String call, boolean now) {
        var line = at.calls().get(call);
        if (line == null || line.held() == now) return go(at);
        return go(
                at.with(call, line.held(now)),
                Invoke.of("callState", call, now ? "HELD" : "UNHELD"));
    }

    /** The far end is somebody else than was told. */
    private static Step<ModRtmpState> meets(ModRtmpState at, String call, Party remote) {
        var line = at.calls().get(call);
        if (line.remote().equals(remote)) return go(at);
        return go(
                at.with(call, line.with(remote)),
                Invoke.of("displayUpdate", call, name(remote), number(remote)));
    }

    private static Step<ModRtmpState> ended(ModRtmpState at, ToPage.Ended ended) {
        var orders = new ArrayList<FlashOrder>();
        orders.add(Invoke.of("callState", ended.call(), "HANGUP"));
        orders.add(Invoke.of("onHangup", ended.call(), cause(ended.reason())));
        if (at.attached().equals(ended.call())) orders.add(Invoke.of("onAttach", ""));
        return new Step<>(at.without(ended.call()), orders);
    }

    /** As FreeSWITCH names causes of Q.850. */
    private static String cause(String reason) {
        return switch (reason) {
            case "busy" -> "USER_BUSY";
            case "declined" -> "CALL_REJECTED";
            case "no-answer" -> "NO_ANSWER";
            case "not-found" -> "UNALLOCATED_NUMBER";
            case "canceled" -> "ORIGINATOR_CANCEL";
            case "codec-mismatch" -> "INCOMPATIBLE_DESTINATION";
            case "unavailable" -> "USER_NOT_REGISTERED";
            case "network-lost", "media-timeout" -> "MEDIA_TIMEOUT";
            default -> "NORMAL_CLEARING";
        };
    }
}

package org.ringdown.flash;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.flash.FlashEvent.Commands;
import org.ringdown.flash.FlashEvent.Hears;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.amf.AmfValue;

/** A table and where it is, with what tests tell it. */
final class Told<S> {
    static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmVk";

    private final CommandSet<S> set;
    private S state;

    Told(CommandSet<S> set) {
        this.set = set;
        this.state = set.begin();
    }

    S state() {
        return state;
    }

    List<FlashOrder> on(FlashEvent event) {
        var step = set.on(state, event);
        state = step.next();
        return step.orders();
    }

    List<FlashOrder> commands(String name, Object... arguments) {
        return on(new Commands(name, 0, Arrays.stream(arguments).map(Told::amf).toList()));
    }

    List<FlashOrder> hears(ToPage message) {
        return on(new Hears(message));
    }

    static AmfValue amf(Object value) {
        return switch (value) {
            case String text -> AmfValue.of(text);
            case Boolean flag -> AmfValue.of(flag);
            case Number number -> AmfValue.of(number.doubleValue());
            case AmfValue ready -> ready;
            default -> throw new IllegalArgumentException("no AMF for " + value);
        };
    }

    static Greeting greeting(String app, Object... arguments) {
        return Greeting.of(
                app,
                "rtmp://gw/" + app,
                "session-1",
                Arrays.stream(arguments).map(Told::amf).toList(),
                List.of());
    }

    static ToPage welcome(ToPage.CallInfo... calls) {
        return new ToPage.Welcome(1, "alice", "p_1", "r", List.of(), List.of(calls));
    }

    static ToPage calling(String ref, String call) {
        return new ToPage.Calling(ref, call, "sip-id", party("600"));
    }

    static ToPage.Party party(String uri) {
        return new ToPage.Party(uri, Optional.empty(), Optional.empty());
    }

    static ToPage update(String call, ToPage.Party remote) {
        return new ToPage.CallUpdate(
                new ToPage.CallInfo(
                        call,
                        "sip-id",
                        "outgoing",
                        "active",
                        remote,
                        0,
                        Optional.empty(),
                        new ToPage.Hold(false, false),
                        false,
                        true,
                        true));
    }

    static ToPage incoming(String call, String from) {
        return new ToPage.Incoming(call, "sip-id", party(from), "alice", java.util.Map.of(), false);
    }

    static ToPage ended(String call, String reason) {
        return new ToPage.Ended(
                call, reason, "remote", Optional.empty(), OptionalInt.empty(), 1000);
    }

    static ToPage ended(String call, String reason, int code, String words) {
        return new ToPage.Ended(
                call,
                reason,
                "remote",
                Optional.of(new ToPage.SipStatus(code, words)),
                OptionalInt.empty(),
                0);
    }

    static ToPage codec(String call, String name, int rate) {
        return new ToPage.SendCodec(call, "m1", "", 0, name, rate, false);
    }

    static ToPage failure(String code, String message) {
        return ToPage.Failure.ofPage(code, message, "", false);
    }
}

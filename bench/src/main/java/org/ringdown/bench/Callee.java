package org.ringdown.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ringdown.interop.peer.Sipp;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.G711;

/**
 * Whom the pages call. What of the time to the first sound is the callee's own, a call without any gateway shows.
 *
 * @param end of its phone
 */
record Callee(String name, String uri, Runnable end) implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CODEC = "PCMA";

    /** Rings, answers after 50 ms, and takes about as long again until it is heard. */
    static Callee sipp(Sipp sipp) {
        return new Callee("SIPp, which answers after 50 ms", sipp.uri("service"), sipp::close);
    }

    /** Answers at once, and is heard at once. */
    static Callee prompt(int hz) {
        var phone = ScriptedPhone.open("prompt");
        Thread.ofVirtual()
                .start(() -> {
                    while (true) answer(phone.awaitCall(Duration.ofHours(1)), hz);
                });
        return new Callee("a phone that answers at once", phone.uri(), phone::close);
    }

    private static void answer(PhoneCall call, int hz) {
        call.rtp().say(Voice.tone(G711.PCMA, hz));
        call.answer(CODEC);
        Thread.ofVirtual().start(() -> call.awaitHangup(SOON));
    }

    /** From INVITE to the first packet of sound, in milliseconds, between the two alone. */
    double alone(ScriptedPhone caller) {
        long dialled = System.nanoTime();
        var call = caller.dial(uri, List.of(CODEC), Optional.empty());
        var first =
                Patience.await(
                        "sound of " + name, SOON, () -> call.rtp().arrivals().stream().findFirst());
        call.awaitAnswer(SOON); // which may be behind its sound
        call.hangup();
        return (first.nanos() - dialled) / 1e6;
    }

    @Override
    public void close() {
        end.run();
    }
}

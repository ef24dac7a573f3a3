package org.ringdown.doctor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether a call can be made: a page of the doctor's own calls through SIP and hears itself. */
final class CallCheck implements Check {
    private final TestCall call;

    /** Calls, and returns when sound has come back. */
    public interface TestCall {
        /**
         * @return from the click to the first sound
         * @throws TimeoutException says what did not come in time
         */
        Duration make() throws InterruptedException, TimeoutException;
    }

    CallCheck(TestCall call) {
        this.call = call;
    }

    @Override
    public String name() {
        return "call";
    }

    @Override
    public void look(Report report) throws InterruptedException {
        try {
            var taken = TimeUnit.NANOSECONDS.toMillis(call.make().toNanos());
            report.good("A page called through SIP and heard itself after " + taken + " ms.");
        } catch (TimeoutException e) {
            report.fault(
                    "call-silent",
                    "A page's call through SIP, here on this machine, did not get as far as sound: "
                            + sentence(e),
                    "See that no firewall of this machine stops UDP on media.webrtc-port, media.rtp-ports and sip.port.");
        } catch (IllegalStateException e) {
            report.fault(
                    "call-refused",
                    "A page's call through SIP was refused: " + sentence(e),
                    "The log above may say more; ./ringdown check looks at the configuration.");
        }
    }

    private static String sentence(Exception e) {
        var text = String.valueOf(e.getMessage());
        return text.endsWith(".") ? text : text + ".";
    }
}

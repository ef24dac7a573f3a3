package org.ringdown.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.ringdown.wire.MalformedException;

/** What becomes of a message on arrival, in one word: {@code accept}, {@code response}, {@code discard}, or a status. */
final class Outcome {
    private Outcome() {}

    static String of(ByteBuffer datagram) {
        try {
            return switch (SipParser.parse(datagram)) {
                case SipResponse _ -> "response";
                case SipRequest request ->
                        Validation.check(request, Messages.CAPABILITIES)
                                .map(refusal -> answered(request, refusal))
                                .orElse("accept");
            };
        } catch (MalformedException _) {
            return "discard";
        }
    }

    /** Whoever is refused gets a response that finds its way back. */
    private static String answered(SipRequest request, Refusal refusal) {
        var response = Responses.to(request, refusal, "ours");
        assertThat(response.headers().via()).isEqualTo(request.headers().via());
        assertThat(new String(response.toBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("SIP/2.0 " + refusal.status() + " ");
        return Integer.toString(refusal.status());
    }
}

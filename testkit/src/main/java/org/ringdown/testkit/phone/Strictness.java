package org.ringdown.testkit.phone;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What a strict phone insists on in every message it hears (RFC 3261 §8.1.1, §12, §18.3). */
final class Strictness {
    private final Consumer<String> complain;

    Strictness(Consumer<String> complain) {
        this.complain = complain;
    }

    void check(SipText message) {
        for (var field : new String[] {"Via", "From", "To", "Call-ID", "CSeq", "Content-Length"}) {
            insist(message.all(field).size() == 1, "exactly one " + field, message);
        }
        int length = message.body().getBytes(StandardCharsets.UTF_8).length;
        insist(
                message.one("Content-Length").equals(String.valueOf(length)),
                "a true length",
                message);
        insist(!message.tag("From").isEmpty(), "a tag in From", message);
        insist(message.branch().startsWith("z9hG4bK"), "a branch of RFC 3261", message);
        if (message.isRequest()) request(message);
        else response(message);
    }

    private void request(SipText request) {
        insist(request.cseqMethod().equals(request.method()), "its method in CSeq", request);
        insist(request.all("Max-Forwards").size() == 1, "Max-Forwards", request);
        if (request.is("INVITE")) {
            insist(request.all("Contact").size() == 1, "a Contact", request);
            insist(PhoneSdp.audio(request.body()).isPresent(), "an offer of audio", request);
        }
    }

    private void response(SipText response) {
        insist(response.status() == 100 || !response.tag("To").isEmpty(), "a tag in To", response);
        boolean answer = response.status() / 100 == 2 && response.cseqMethod().equals("INVITE");
        if (!answer) return;
        insist(response.all("Contact").size() == 1, "a Contact", response);
        insist(PhoneSdp.audio(response.body()).isPresent(), "an answer to the offer", response);
        insist(PhoneSdp.speaksPcma(response.body()), "a codec that was offered", response);
    }

    void insist(boolean so, String what, SipText in) {
        if (!so) complain.accept(in.start() + " lacks " + what + ": " + in.fields());
    }
}

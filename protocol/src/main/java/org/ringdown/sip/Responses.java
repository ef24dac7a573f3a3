package org.ringdown.sip;

import org.ringdown.wire.MalformedException;

/** Makes the response to a request (RFC 3261 §8.2.6), also where the request was refused and not all headers can be read. */
public final class Responses {
    private Responses() {}

    /** A response that adds no tag to To: for 100, and inside a dialog. */
    public static SipResponse to(SipRequest request, int status, String reason) {
        var headers = Headers.builder().copy("Via", request.headers());
        copyFirst("From", request, headers);
        copyFirst("To", request, headers);
        copyFirst("Call-ID", request, headers);
        copyFirst("CSeq", request, headers);
        if (status == 100) copyFirst("Timestamp", request, headers);
        if (makesDialog(status)) headers.copy("Record-Route", request.headers());
        return new SipResponse(status, reason, headers.build(), Body.EMPTY);
    }

    /** A response whose To has a tag: that of the request or, where it has none, {@code toTag}. */
    public static SipResponse to(SipRequest request, int status, String reason, String toTag) {
        var response = to(request, status, reason);
        return response.withHeaders(tagged(response.headers(), toTag));
    }

    /** The refusal as a response, headers and all. */
    public static SipResponse to(SipRequest request, Refusal refusal, String toTag) {
        var response = to(request, refusal.status(), refusal.reason(), toTag);
        return response.withHeaders(
                response.headers().toBuilder().addAll(refusal.headers()).build());
    }

    /** The others go back as they came: who sent them compares them. A To that cannot be read cannot be given a tag. */
    private static Headers tagged(Headers headers, String toTag) {
        if (!Alphabet.TOKEN.spells(toTag)) throw new IllegalArgumentException("not a tag");
        var to = headers.first("To").orElse("");
        try {
            if (NameAddr.parse(to).tag().isPresent()) return headers;
            return headers.with("To", to + ";tag=" + toTag);
        } catch (MalformedException _) {
            return headers;
        }
    }

    private static void copyFirst(String name, SipRequest request, HeadersBuilder headers) {
        request.headers().first(name).ifPresent(value -> headers.add(name, value));
    }

    /** §12.1.1; where no dialog comes of it, the route set does no harm. */
    private static boolean makesDialog(int status) {
        return status > 100 && status < 300;
    }
}

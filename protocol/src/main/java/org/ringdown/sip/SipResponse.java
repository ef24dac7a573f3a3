package org.ringdown.sip;

/** A response (RFC 3261 §7.2). {@code status} is 100 to 699. */
public record SipResponse(int status, String reason, Headers headers, Body body)
        implements SipMessage {
    public SipResponse {
        if (status < 100 || status > 699)
            throw new IllegalArgumentException("not a status: " + status);
        if (reason.chars().anyMatch(Controls::is))
            throw new IllegalArgumentException("control character in reason");
    }

    /** Whether more responses follow. */
    public boolean isProvisional() {
        return status < 200;
    }

    public boolean isFinal() {
        return status >= 200;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Override
    public String startLine() {
        return VERSION + " " + status + " " + reason;
    }

    public SipResponse withStatus(int status, String reason) {
        return new SipResponse(status, reason, headers, body);
    }

    @Override
    public SipResponse withHeaders(Headers headers) {
        return new SipResponse(status, reason, headers, body);
    }

    @Override
    public SipResponse withBody(String contentType, Body body) {
        return new SipResponse(status, reason, headers.with("Content-Type", contentType), body);
    }

    @Override
    public SipResponse withoutBody() {
        return new SipResponse(status, reason, headers.without("Content-Type"), Body.EMPTY);
    }
}

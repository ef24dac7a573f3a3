package org.ringdown.sip;

import java.util.Objects;
import java.util.Optional;

/**
 * A request (RFC 3261 §7.1).
 *
 * <p>A request as received may be too broken to act on and still be owed an answer. It then carries the refusal that
 * {@link Validation} will give, and has perhaps no URI.
 */
public final class SipRequest implements SipMessage {
    private final String method;
    private final Optional<Uri> uri;
    private final Headers headers;
    private final Body body;
    private final Optional<Refusal> fault;

    public SipRequest(String method, Uri uri, Headers headers, Body body) {
        this(method, Optional.of(uri), headers, body, Optional.empty());
    }

    SipRequest(
            String method, Optional<Uri> uri, Headers headers, Body body, Optional<Refusal> fault) {
        Methods.check(method);
        this.method = method;
        this.uri = uri;
        this.headers = Objects.requireNonNull(headers);
        this.body = Objects.requireNonNull(body);
        this.fault = fault;
    }

    public String method() {
        return method;
    }

    /** The Request-URI. Of a request that {@link Validation} refuses it may be missing: {@link IllegalStateException}. */
    public Uri uri() {
        return uri.orElseThrow(
                () -> new IllegalStateException("read before it was validated: Request-URI"));
    }

    /** Whether it can be written again: one whose Request-URI makes no sense is only fit to be refused. */
    public boolean isWritable() {
        return uri.isPresent();
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public Body body() {
        return body;
    }

    /** What reading found wrong. */
    Optional<Refusal> fault() {
        return fault;
    }

    public boolean is(String method) {
        return this.method.equals(method);
    }

    @Override
    public String startLine() {
        return method + " " + uri() + " " + VERSION;
    }

    public SipRequest withUri(Uri uri) {
        return new SipRequest(method, Optional.of(uri), headers, body, fault);
    }

    @Override
    public SipRequest withHeaders(Headers headers) {
        return new SipRequest(method, uri, headers, body, fault);
    }

    @Override
    public SipRequest withBody(String contentType, Body body) {
        return new SipRequest(method, uri, headers.with("Content-Type", contentType), body, fault);
    }

    @Override
    public SipRequest withoutBody() {
        return new SipRequest(method, uri, headers.without("Content-Type"), Body.EMPTY, fault);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SipRequest it
                && method.equals(it.method)
                && uri.equals(it.uri)
                && headers.equals(it.headers)
                && body.equals(it.body)
                && fault.equals(it.fault);
    }

    @Override
    public int hashCode() {
        return Objects.hash(method, uri, headers, body, fault);
    }

    @Override
    public String toString() {
        return method + " " + uri.map(Uri::toString).orElse("?") + " " + headers + " " + body;
    }
}

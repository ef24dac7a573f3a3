package org.ringdown.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.ringdown.time.Timers;

/**
 * A request, as much of it as an endpoint needs.
 *
 * @param patience with its body, however busily that trickles
 */
record Ask(Request request, Visitor visitor, Timers timers, Duration patience) {
    String method() {
        return request.getMethod();
    }

    /** Decoded, without "." and ".." (Jetty refuses what would decode to them). */
    String path() {
        return Request.getPathInContext(request);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** Whether a sub-protocol of WebSocket is among those that are asked for (RFC 6455 §4.1). */
    boolean offersProtocol(String name) {
        return request.getHeaders().getCSV("Sec-WebSocket-Protocol", false).contains(name);
    }

    boolean isPreflight() {
        return method().equals("OPTIONS") && header("Access-Control-Request-Method").isPresent();
    }

    /**
     * The whole body, or nothing where it is longer than {@code limit}. The connection of one that does not end in time is closed.
     *
     * @throws GoneException if it did not come
     */
    Optional<byte[]> body(int limit) throws GoneException {
        if (request.getLength() > limit) return Optional.empty();
        var end = request.getConnectionMetaData().getConnection().getEndPoint();
        var deadline = timers.after(patience, () -> ConnectionGuard.close(end));
        try (var in = Request.asInputStream(request)) {
            byte[] body = in.readNBytes(limit + 1);
            return body.length > limit ? Optional.empty() : Optional.of(body);
        } catch (IOException gone) {
            throw new GoneException(gone);
        } finally {
            deadline.cancel();
        }
    }
}

package org.ringdown.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.ringdown.config.Network;

/**
 * Who asks, and under which name we were asked: from the connection itself, or by the word of a proxy that we trust.
 *
 * @param host without port, in lower case
 * @param ownOrigin the web origin under which this visitor sees us
 */
record Visitor(String address, String host, String ownOrigin) {

    static Visitor of(Request request, List<Network> proxies) {
        var peer = peer(request);
        var headers = request.getHeaders();
        boolean proxied = trusted(peer, proxies);
        var scheme = proxied ? headers.get("X-Forwarded-Proto") : null;
        var authority = proxied ? headers.get("X-Forwarded-Host") : null;
        if (scheme == null) scheme = request.isSecure() ? "https" : "http";
        if (authority == null) authority = authority(request);
        return new Visitor(
                proxied
                        ? visitorBehind(headers.getValuesList("X-Forwarded-For"), proxies, peer)
                        : peer,
                hostOf(authority),
                origin(scheme, authority));
    }

    /** Empty where a proxy that we trust has called it something else. */
    Optional<InetAddress> literal() {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Whether the visitor's way to us is encrypted. */
    boolean isSecure() {
        return ownOrigin.startsWith("https:");
    }

    /** Each proxy appends the address it saw; the last one that is no proxy of ours is the visitor's. What precedes it may be invented. */
    private static String visitorBehind(
            List<String> forwarded, List<Network> proxies, String peer) {
        var seen =
                forwarded.stream()
                        .flatMap(line -> List.of(line.split(",")).stream())
                        .map(String::strip)
                        .toList();
        return seen.reversed().stream()
                .filter(address -> !trusted(address, proxies))
                .findFirst()
                .orElse(peer);
    }

    private static boolean trusted(String address, List<Network> proxies) {
        try {
            var literal = InetAddress.ofLiteral(address);
            return proxies.stream().anyMatch(proxy -> proxy.contains(literal));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static String peer(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress()
                        instanceof InetSocketAddress from
                ? from.getAddress().getHostAddress()
                : "unknown";
    }

    private static String authority(Request request) {
        var uri = request.getHttpURI();
        return uri.getHost() == null
                ? ""
                : uri.getPort() > 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost();
    }

    private static String hostOf(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean port = colon > authority.lastIndexOf(']');
        return (port ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
    }

    /** As a browser writes it: no default port (RFC 6454 §6.2). */
    private static String origin(String scheme, String authority) {
        var usual = scheme.equals("https") ? ":443" : ":80";
        var name =
                authority.endsWith(usual)
                        ? authority.substring(0, authority.length() - usual.length())
                        : authority;
        return scheme + "://" + name.toLowerCase(Locale.ROOT);
    }
}

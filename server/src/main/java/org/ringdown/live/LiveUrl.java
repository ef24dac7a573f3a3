package org.ringdown.live;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a stream goes: {@code rtmp(s)://host[:port]/app/name}.
 *
 * @param host in lower case; an IPv6 address without brackets
 * @param app all of the path before the last slash, without its first
 * @param name what is behind it, with its query: the stream's key, which is a secret
 */
public record LiveUrl(boolean tls, String host, int port, String app, String name) {
    private static final int PLAIN = 1935;
    private static final int TLS = 443;
    private static final int LONGEST = 1024;

    /** Empty where it is none. */
    public static Optional<LiveUrl> parse(String text) {
        return read(text).filter(url -> !url.app.isEmpty() && !url.name.isEmpty());
    }

    /** The same where app and name may be missing: the beginning of URLs. */
    public static Optional<LiveUrl> prefix(String text) {
        return read(text).filter(url -> !url.name.contains("?"));
    }

    private static Optional<LiveUrl> read(String text) {
        if (text.length() > LONGEST) return Optional.empty();
        try {
            var uri = URI.create(text);
            var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean tls = scheme.equals("rtmps");
            var path = uri.getRawPath();
            boolean wrong =
                    !tls && !scheme.equals("rtmp")
                            || uri.getHost() == null
                            || uri.getRawUserInfo() != null
                            || uri.getRawFragment() != null
                            || path == null
                            || !path.startsWith("/")
                            || path.contains("//")
                            || (path + "/").contains("/../")
                            || (path + "/").contains("/./")
                            || path.contains("%")
                            || uri.getPort() == 0
                            || uri.getPort() > 65535;
            if (wrong) return Optional.empty();
            int slash = path.lastIndexOf('/');
            var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return Optional.of(
                    new LiveUrl(
                            tls,
                            uri.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", ""),
                            uri.getPort() < 0 ? tls ? TLS : PLAIN : uri.getPort(),
                            slash == 0 ? "" : path.substring(1, slash),
                            path.substring(slash + 1) + query));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether it begins as that one does; the host is the same, not only its beginning. */
    boolean beginsWith(LiveUrl prefix) {
        return tls == prefix.tls
                && host.equals(prefix.host)
                && port == prefix.port
                && path().startsWith(prefix.path());
    }

    private String path() {
        return (app.isEmpty() ? "/" : "/" + app + "/") + name;
    }

    /** What the server is told that it was connected to. */
    String tcUrl() {
        return server() + "/" + app;
    }

    /** As anybody may read it. */
    public String masked() {
        return tcUrl() + "/***";
    }

    private String server() {
        var shown = host.contains(":") ? "[" + host + "]" : host;
        boolean usual = port == (tls ? TLS : PLAIN);
        return (tls ? "rtmps://" : "rtmp://") + shown + (usual ? "" : ":" + port);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return masked();
    }
}

package org.ringdown.webpush;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ringdown.config.Loopback;

/** Whom we send messages for browsers: their makers, by name. A page says where its browser's messages go, and could say anything. */
public final class PushHosts {
    /** Those of the makers. */
    public static final List<String> USUAL =
            List.of(
                    "fcm.googleapis.com",
                    "updates.push.services.mozilla.com",
                    "*.push.apple.com",
                    "*.notify.windows.com");

    private final List<String> allowed;

    /** @param allowed names, {@code *.example.com} for all below one; with a port where that is not 443; one on this machine may do without TLS */
    public PushHosts(List<String> allowed) {
        this.allowed = allowed.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** Where to send to, if that is one of them. */
    Optional<URI> endpoint(String text) {
        try {
            var uri = new URI(text);
            if (uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawFragment() != null) return Optional.empty();
            var host = uri.getHost().toLowerCase(Locale.ROOT);
            boolean tls = "https".equals(uri.getScheme());
            boolean near = "http".equals(uri.getScheme()) && Loopback.is(host);
            if (!tls && !near) return Optional.empty();
            var name =
                    uri.getPort() < 0 || tls && uri.getPort() == 443
                            ? host
                            : host + ":" + uri.getPort();
            return allowed.stream().anyMatch(one -> matches(one, name))
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    private static boolean matches(String allowed, String name) {
        return allowed.startsWith("*.")
                ? name.endsWith(allowed.substring(1))
                : name.equals(allowed);
    }
}

package org.ringdown.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.ringdown.config.Configuration;
import org.ringdown.config.Network;
import org.ringdown.ladder.Ladders;
import org.ringdown.live.BroughtStreams;
import org.ringdown.live.LiveStreams;
import org.ringdown.metrics.Metrics;
import org.ringdown.net.rtmp.RtmptTunnels;
import org.ringdown.page.PageDoor;
import org.ringdown.store.Archive;
import org.ringdown.time.Clock;
import org.ringdown.tls.KeyFiles;

/**
 * What the HTTP port serves, and to whom.
 *
 * @param dev whether this is dev mode: this machine only, tokens for the asking
 * @param tls with what to speak HTTPS rather than HTTP
 * @param origins web origins, besides our own, whose pages may connect
 * @param proxies whose word on the visitor's address and scheme is believed
 * @param users who may be named in a token
 * @param apiKeys who may ask for tokens outside dev mode
 * @param buttons what visitors may press
 * @param entry how visitors come to their tokens
 * @param sip the SIP phones that are web pages
 * @param ladders what is known of calls
 * @param archive what is kept of calls that have ended, and of users
 * @param stops what the operator does not want now
 * @param streams whither calls are streamed
 * @param brought which streams are brought into calls
 * @param metrics what monitoring reads
 * @param tunnels where RTMP comes within HTTP, if it may
 * @param ready whether calls can be made
 */
public record Site(
        boolean dev,
        Optional<KeyFiles> tls,
        Set<String> origins,
        List<Network> proxies,
        Set<String> users,
        Map<String, Configuration.ApiKey> apiKeys,
        Map<String, Configuration.Button> buttons,
        PageDoor door,
        SipWebSockets sip,
        Entry entry,
        Ladders ladders,
        Archive archive,
        StopKeeper stops,
        LiveStreams streams,
        BroughtStreams brought,
        Metrics metrics,
        Optional<RtmptTunnels> tunnels,
        Clock clock,
        BooleanSupplier ready,
        Patience patience) {

    public static Site of(
            Configuration configuration,
            PageDoor door,
            SipWebSockets sip,
            Entry entry,
            Ladders ladders,
            Archive archive,
            StopKeeper stops,
            LiveStreams streams,
            BroughtStreams brought,
            Metrics metrics,
            Optional<RtmptTunnels> tunnels,
            Clock clock,
            BooleanSupplier ready) {
        var http = configuration.http();
        return new Site(
                configuration.dev(),
                http.tls().map(tls -> new KeyFiles(tls.cert(), tls.key())),
                Set.copyOf(http.origins()),
                http.behindProxy(),
                configuration.users().keySet(),
                configuration.apiKeys(),
                configuration.buttons(),
                door,
                sip,
                entry,
                ladders,
                archive,
                stops,
                streams,
                brought,
                metrics,
                tunnels,
                clock,
                ready,
                Patience.USUAL);
    }

    /**
     * How long a visitor may keep us waiting.
     *
     * @param request until the first request on a connection has been read, and until the body of any
     * @param hello until a socket's first message
     * @param ping between our pings; after three without an answer the socket is gone
     * @param goodbye until a socket that we closed must be closed
     */
    public record Patience(Duration request, Duration hello, Duration ping, Duration goodbye) {
        static final Patience USUAL =
                new Patience(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5));
    }
}

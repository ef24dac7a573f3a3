package org.ringdown.http;

import static java.util.Map.entry;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.ringdown.config.Loopback;
import org.ringdown.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every request passes: who may speak to us at all, then the table of paths. */
final class Router extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final String PHONE = "/v1/phone";
    private static final String SIP = "/v1/sip";

    private final Site site;
    private final Timers timers;
    private final Origins origins;
    private final PhoneSockets phones;
    private final ServerWebSocketContainer sockets;
    private final Assets assets;
    private final CallsEndpoint calls;
    private final ContactsEndpoint contacts;
    private final ButtonEndpoint buttons;
    private final StopsEndpoint stops;
    private final Optional<RtmptEndpoint> tunnels;
    private final StreamsEndpoint streams;
    private final StreamCallEndpoint streamCalls;
    private final Map<String, Map<String, Endpoint>> routes;

    Router(Site site, PhoneSockets phones, ServerWebSocketContainer sockets, Timers timers) {
        this.site = site;
        this.timers = timers;
        this.origins = new Origins(site.dev(), site.origins());
        this.phones = phones;
        this.sockets = sockets;
        this.assets = new Assets(site.dev() ? "dev" : "live");
        var keys = new ApiKeys(site);
        var tokens = new TokenEndpoint(site, keys);
        this.calls = new CallsEndpoint(keys, new CallList(site.ladders(), site.archive()));
        var pages = new PageTokens(site.entry().tokens());
        this.buttons = new ButtonEndpoint(site.buttons(), site.entry().mint(), site.clock());
        this.stops = new StopsEndpoint(keys, site.stops());
        this.tunnels = site.tunnels().map(RtmptEndpoint::new);
        this.streams = new StreamsEndpoint(keys, site.streams(), site.brought());
        this.streamCalls = new StreamCallEndpoint(keys, site.brought(), site.users());
        this.contacts = new ContactsEndpoint(pages, site.archive());
        this.routes =
                Map.ofEntries(
                        entry("/", Map.of("GET", _ -> assets.page("index.html"))),
                        entry("/embed", Map.of("GET", _ -> assets.page("embed.html"))),
                        entry("/v1/tokens", Map.of("POST", tokens)),
                        entry(
                                HistoryEndpoint.HISTORY,
                                Map.of("GET", new HistoryEndpoint(pages, site.archive()))),
                        entry(SessionEndpoint.PATH, new SessionEndpoint(site).methods()),
                        entry("/v1/phone.schema.json", Map.of("GET", _ -> assets.schema("phone"))),
                        entry("/v1/call.schema.json", Map.of("GET", _ -> assets.schema("call"))),
                        entry("/openapi.json", Map.of("GET", _ -> assets.openApi())),
                        entry(
                                MetricsEndpoint.PATH,
                                Map.of("GET", new MetricsEndpoint(keys, site.metrics()))),
                        entry("/livez", Map.of("GET", _ -> Answer.text(200, "alive"))),
                        entry("/readyz", Map.of("GET", _ -> readiness())));
    }

    private Answer readiness() {
        return site.ready().getAsBoolean()
                ? Answer.text(200, "ready")
                : Answer.text(503, "not ready");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var ask =
                new Ask(
                        request,
                        Visitor.of(request, site.proxies()),
                        timers,
                        site.patience().request());
        try {
            if (ask.path().equals(PHONE)) {
                phone(ask, response, callback);
            } else if (ask.path().equals(SIP)) {
                sip(ask, response, callback);
            } else {
                send(answer(ask), ask, response, callback);
            }
        } catch (GoneException gone) {
            LOG.debug("{} {}: {}", ask.method(), ask.path(), gone.toString());
            callback.failed(gone);
        } catch (Exception e) {
            LOG.error("{} {} failed", ask.method(), ask.path(), e);
            var failed =
                    Problem.of(500, "error", "Something went wrong here; the log has the details.");
            send(failed, ask, response, callback);
        }
        return true;
    }

    private Answer answer(Ask ask) throws Exception {
        if (misdirected(ask)) return notHere();
        if (!ask.path().startsWith("/v1/")) return routed(ask);
        if (ButtonEndpoint.serves(ask.path())) return buttons.answer(ask);
        var origin = ask.header("Origin");
        if (origin.isPresent() && !origins.allow(origin.get(), ask.visitor().ownOrigin())) {
            return Origins.refused();
        }
        var answer = ask.isPreflight() ? Origins.preflight() : routed(ask);
        return origin.isPresent() ? Origins.readable(answer, origin.get()) : answer.vary("Origin");
    }

    private Answer routed(Ask ask) throws Exception {
        var methods = methods(ask.path());
        if (methods == null) return asset(ask);
        var endpoint = methods.get(ask.method().equals("HEAD") ? "GET" : ask.method());
        if (endpoint == null) return notAllowed(methods);
        return endpoint.answer(ask);
    }

    private Map<String, Endpoint> methods(String path) {
        if (StreamsEndpoint.serves(path)) return streams.methods(path);
        if (path.equals(CallsEndpoint.CALLS)) return Map.of("GET", calls, "POST", streamCalls);
        if (CallsEndpoint.serves(path)) return Map.of("GET", calls);
        if (StopsEndpoint.serves(path)) return stops.methods(path);
        if (ContactsEndpoint.serves(path)) return contacts.methods(path);
        if (tunnels.isPresent() && RtmptEndpoint.serves(path)) return Map.of("POST", tunnels.get());
        return routes.get(path);
    }

    private Answer asset(Ask ask) throws Exception {
        var asset = assets.file(ask.path(), ask.header("Accept-Encoding"));
        if (asset.isEmpty()) {
            return Problem.of(404, "not-found", "There is nothing at this path.");
        }
        if (!ask.method().equals("GET") && !ask.method().equals("HEAD")) {
            return notAllowed(Map.of("GET", _ -> asset.get()));
        }
        return asset.get().unlessKnown(ask.header("If-None-Match"));
    }

    private void phone(Ask ask, Response response, Callback callback) {
        var origin = ask.header("Origin");
        if (misdirected(ask)) {
            send(notHere(), ask, response, callback);
            return;
        }
        boolean ours =
                origin.filter(of -> origins.allow(of, ask.visitor().ownOrigin())).isPresent();
        if (!ours && !origin.filter(buttons::isKnown).isPresent()) {
            send(Origins.refused(), ask, response, callback);
        } else if (!phones.upgrade(sockets, ask, origin.get(), !ours, response, callback)) {
            send(upgradeRequired(), ask, response, callback);
        }
    }

    /** A phone that is no page has no origin; it proves its user's password in SIP. */
    private void sip(Ask ask, Response response, Callback callback) {
        var origin = ask.header("Origin");
        if (misdirected(ask)) {
            send(notHere(), ask, response, callback);
        } else if (origin.isPresent() && !origins.allow(origin.get(), ask.visitor().ownOrigin())) {
            send(Origins.refused(), ask, response, callback);
        } else if (!ask.offersProtocol(SipWebSockets.PROTOCOL)) {
            var other =
                    Problem.of(
                            400,
                            "sub-protocol",
                            "This path speaks SIP over WebSocket: ask for the sub-protocol \"sip\".");
            send(other, ask, response, callback);
        } else if (!site.sip().hasRoomFor(ask)) {
            var full = Problem.of(503, "too-many", "There are too many connections; try later.");
            send(full.with("Retry-After", "10"), ask, response, callback);
        } else if (!site.sip().upgrade(sockets, ask, site.patience(), response, callback)) {
            send(upgradeRequired(), ask, response, callback);
        }
    }

    private static Answer upgradeRequired() {
        return Problem.of(426, "upgrade-required", "This path speaks WebSocket.")
                .with("Upgrade", "websocket");
    }

    /** In dev mode no other name than this machine's own leads here: a page elsewhere cannot rebind its name to us. */
    private boolean misdirected(Ask ask) {
        return site.dev() && !Loopback.is(ask.visitor().host());
    }

    private static Answer notHere() {
        return Problem.of(
                421,
                "misdirected-request",
                "In dev mode only http://127.0.0.1 and http://localhost lead here.");
    }

    private static Answer notAllowed(Map<String, Endpoint> methods) {
        var allowed = String.join(", ", new TreeSet<>(methods.keySet()));
        return Problem.of(405, "method-not-allowed", "This path takes " + allowed + ".")
                .with("Allow", allowed);
    }

    /** Behind a body that nobody reads there is no next request: whoever sends it is told so (RFC 9112 §9.3). */
    private static boolean leavesABody(Request request) {
        var version = request.getConnectionMetaData().getHttpVersion();
        return !request.consumeAvailable()
                && version.getVersion() < HttpVersion.HTTP_2.getVersion();
    }

    private static void send(Answer answer, Ask ask, Response response, Callback callback) {
        response.setStatus(answer.status());
        var headers = response.getHeaders();
        if (leavesABody(ask.request())) headers.put(HttpHeader.CONNECTION, "close");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        answer.headers().forEach(headers::put);
        boolean bodyless = answer.status() == 204 || answer.status() == 304;
        if (!bodyless) headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        boolean head = ask.method().equals("HEAD") || bodyless;
        response.write(true, head ? null : ByteBuffer.wrap(answer.body()), callback);
    }
}

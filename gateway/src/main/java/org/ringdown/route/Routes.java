package org.ringdown.route;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.ringdown.call.EndReason;
import org.ringdown.media.AppKind;
import org.ringdown.sip.SipUri;
import org.ringdown.wire.MalformedException;

/** Decides what a dialled address means and whether its caller may dial it. */
public final class Routes {
    private static final Map<String, AppKind> BUILT_IN =
            Map.of("600", AppKind.ECHO, "601", AppKind.MUSIC, "604", AppKind.KEYS);
    private static final int LONGEST_ADDRESS = 256;

    private final List<Route> routes;
    private final Predicate<String> users;
    private final Predicate<String> ourHosts;
    private final boolean direct;

    /**
     * A line of the routing table.
     *
     * @param to what it matches
     * @param app the kind of destination; "builtin" so far
     */
    public record Route(Pattern to, String app) {}

    /**
     * @param users whether a name is that of a user
     * @param ourHosts whether "host" or "host:port" of a SIP URI means this gateway
     * @param direct whether pages may dial any SIP URI (dev mode)
     */
    public Routes(
            List<Route> routes,
            Predicate<String> users,
            Predicate<String> ourHosts,
            boolean direct) {
        this.routes = List.copyOf(routes);
        this.users = users;
        this.ourHosts = ourHosts;
        this.direct = direct;
    }

    public Routing resolve(String dialled, Caller caller) {
        String address = canonical(dialled);
        if (address.isEmpty() || address.length() > LONGEST_ADDRESS || hasControl(address)) {
            return badNumber();
        }
        if (!caller.mayDial(address)) return notAllowed(address, "Ask for a token that allows it.");
        if (address.startsWith("sip:") || address.startsWith("sips:"))
            return direct(address, caller);
        if (users.test(address)) return new Routing.To(new UserDestination(address));
        for (var route : routes) {
            if (route.to.matches(address)) return app(address, caller);
        }
        return notAllowed(address, "Add a route for it to the gateway's configuration (routes:).");
    }

    /** "+44 (0)20-7946 0000" and "tel:+442079460000" are the same number; "sip:alice@this-gateway" is alice. */
    private String canonical(String dialled) {
        String text = dialled.strip();
        if (text.regionMatches(true, 0, "tel:", 0, 4))
            text = text.substring(4).replaceFirst(";.*", "");
        if (text.regionMatches(true, 0, "sip:", 0, 4)
                || text.regionMatches(true, 0, "sips:", 0, 5)) {
            return ours(text)
                    .orElse(
                            text.substring(0, text.indexOf(':')).toLowerCase(Locale.ROOT)
                                    + text.substring(text.indexOf(':')));
        }
        boolean number = text.matches("\\+?[0-9 ().\\-/*#]+");
        return number ? text.replace("(0)", "").replaceAll("[ ().\\-/]", "") : text;
    }

    /** Whoever a SIP address means here, as plain text: "%36%30%30" is 600, and phones write '#' as "%23". */
    private Optional<String> ours(String uri) {
        try {
            var parsed = SipUri.parse(uri);
            boolean here = !parsed.user().isEmpty() && ourHosts.test(parsed.target().toString());
            return here ? Optional.of(parsed.user()) : Optional.empty();
        } catch (MalformedException wrong) {
            return Optional.empty();
        }
    }

    private Routing direct(String uri, Caller caller) {
        if (!direct || caller.isStranger()) {
            return notAllowed(
                    uri,
                    "SIP addresses may be dialled directly in dev mode only; elsewhere add a trunk and a route.");
        }
        try {
            SipUri.parse(uri);
        } catch (MalformedException wrong) {
            return badNumber();
        }
        return new Routing.To(new SipDestination(uri, caller.affinity()));
    }

    private Routing app(String number, Caller caller) {
        var app = BUILT_IN.get(number);
        if (app == null) {
            return new Routing.Refused(
                    EndReason.NOT_FOUND,
                    "bad-number",
                    number + " is not a built-in number.",
                    "Dial 600 (echo), 601 (music) or 604 (repeats keys).");
        }
        return new Routing.To(new AppDestination(number, app, caller.affinity()));
    }

    private static Routing badNumber() {
        return new Routing.Refused(
                EndReason.NOT_FOUND,
                "bad-number",
                "That is not a number or an address that can be dialled.",
                "Dial a number (+44…, 600), a user's name, or a SIP address (sip:bob@host).");
    }

    private static Routing notAllowed(String address, String hint) {
        return new Routing.Refused(
                EndReason.NOT_FOUND,
                "destination-not-allowed",
                "No route leads to " + address + ".",
                hint);
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c < 0x20 || c == 0x7f);
    }
}

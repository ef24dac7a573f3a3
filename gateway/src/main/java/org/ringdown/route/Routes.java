package org.ringdown.route;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.ringdown.call.EndReason;
import org.ringdown.call.Recordable;
import org.ringdown.media.AppKind;
import org.ringdown.sip.SipUri;
import org.ringdown.wire.MalformedException;

/** Decides what a dialled address means and whether its caller may dial it. */
public final class Routes {
    private static final Map<String, AppKind> BUILT_IN =
            Map.of("600", AppKind.ECHO, "601", AppKind.MUSIC, "604", AppKind.KEYS);

    /** 603 is a room, and so is each number that begins so where a route allows it. */
    private static final java.util.regex.Pattern ROOM =
            java.util.regex.Pattern.compile("603[0-9]{0,12}");

    private static final int LONGEST_ADDRESS = 256;

    private final DialPlan plan;
    private final Predicate<String> users;
    private final Function<String, Optional<String>> visitors;
    private final Predicate<String> ourHosts;
    private final boolean direct;
    private final Supplier<Instant> now;

    /**
     * A line of the routing table.
     *
     * @param to what it matches
     * @param from the trunk whose calls it is for; empty: those of users
     * @param when the times when it counts; empty: always
     * @param recordable whether the sound of calls that it leads may be kept
     */
    public record Route(
            Pattern to,
            Optional<String> from,
            Optional<Hours> when,
            Target target,
            Recordable recordable) {
        /** Of which no sound is kept. */
        public Route(Pattern to, Optional<String> from, Optional<Hours> when, Target target) {
            this(to, from, when, target, Recordable.NEVER);
        }

        /** A route to the built-in numbers, for users, at any time. */
        public Route(Pattern to, String app) {
            this(to, Optional.empty(), Optional.empty(), new Target.App(app));
        }
    }

    /** Where a route leads. */
    public sealed interface Target {
        /** @param name "builtin" so far */
        record App(String name) implements Target {}

        /** @param names in the order in which they are to be tried */
        record ByTrunk(List<String> names, Rewriting rewriting) implements Target {
            public ByTrunk {
                names = List.copyOf(names);
            }
        }

        /** The caller's own line. */
        record OwnLine(Rewriting rewriting) implements Target {}

        record ToUser(String name) implements Target {}
    }

    /**
     * @param users whether a name is that of a user
     * @param visitors who brought a line along, and the domain of its addresses: their calls go by it, and nowhere else
     * @param ourHosts whether "host" or "host:port" of a SIP URI means this gateway
     * @param direct whether pages may dial any SIP URI (dev mode)
     * @param now wall time, for routes that count at certain hours
     */
    public Routes(
            DialPlan plan,
            Predicate<String> users,
            Function<String, Optional<String>> visitors,
            Predicate<String> ourHosts,
            boolean direct,
            Supplier<Instant> now) {
        this.plan = plan;
        this.users = users;
        this.visitors = visitors;
        this.ourHosts = ourHosts;
        this.direct = direct;
        this.now = now;
    }

    /** Whether an address calls for help: then no limit may hold it up. */
    public boolean isEmergency(String dialled) {
        return plan.emergency().isOne(canonical(dialled));
    }

    /** Whether the sound of such a call may be kept: as the route says that leads it, and never without one. */
    public Recordable recordable(String dialled, Caller caller) {
        var to = caller.button().map(plan.buttons()::get).map(Button::to).orElse(dialled);
        String address = normal(canonical(to));
        if (plan.emergency().isOne(address) || caller.trunk().isEmpty() && isDirect(address))
            return Recordable.NEVER;
        for (var route : plan.routes())
            if (fits(route, address, caller) && follow(route, address, caller).isPresent())
                return route.recordable();
        return Recordable.NEVER;
    }

    /** Whether no route is asked. */
    private boolean isDirect(String address) {
        return address.startsWith("sip:")
                || address.startsWith("sips:")
                || address.startsWith(RoomDestination.OWN)
                || users.test(address);
    }

    private String normal(String written) {
        return plan.numbers().map(numbers -> numbers.normal(written)).orElse(written);
    }

    private boolean fits(Route route, String address, Caller caller) {
        return route.from().equals(caller.trunk())
                && route.to().matches(address)
                && route.when().map(hours -> hours.contains(now.get())).orElse(true);
    }

    /** How long a call of somebody may last, where that is less than everybody's. */
    public Optional<Duration> longest(Caller caller) {
        return caller.button().map(plan.buttons()::get).map(Button::longest);
    }

    public Routing resolve(String dialled, Caller caller) {
        return caller.button()
                .map(key -> byButton(key, dialled, caller))
                .orElseGet(() -> lead(dialled, caller));
    }

    /** Visitors dial the name of their button, and nothing else. */
    private Routing byButton(String key, String dialled, Caller caller) {
        var button = Optional.ofNullable(plan.buttons().get(key)).filter(_ -> dialled.equals(key));
        return button.map(found -> lead(found.to(), caller))
                .orElseGet(() ->
                        notAllowed(dialled, "This token is for the button " + key + " alone."));
    }

    private Routing lead(String dialled, Caller caller) {
        String written = canonical(dialled);
        if (written.isEmpty() || written.length() > LONGEST_ADDRESS || hasControl(written)) {
            return badNumber();
        }
        var home = visitors.apply(caller.user());
        if (home.isPresent() && !written.startsWith(RoomDestination.OWN))
            return byVisitorsLine(written, home.get(), caller);
        if (plan.emergency().isOne(written)) return emergency(written, caller);
        if (written.startsWith(RoomDestination.OWN)) return ownRoom(written, caller);
        String address = normal(written);
        if (caller.trunk().isPresent()) return byRoute(address, caller);
        if (!caller.mayDial(address) && !caller.mayDial(written))
            return notAllowed(address, "Ask for a token that allows it.");
        if (address.startsWith("sip:") || address.startsWith("sips:"))
            return direct(address, caller);
        if (users.test(address)) return new Routing.To(new UserDestination(address));
        return byRoute(address, caller);
    }

    /** Whom their registrar knows; what goes for our users is not for them. */
    private static Routing byVisitorsLine(String written, String home, Caller caller) {
        boolean near = written.startsWith("sip:") && written.endsWith("@" + home);
        var number = near ? written.substring(4, written.length() - home.length() - 1) : written;
        return number.contains(":") || number.contains("@")
                ? notAllowed(written, "Dial a number or a name that your registrar knows.")
                : new Routing.To(new LineDestination(caller.user(), number, caller));
    }

    private Routing byRoute(String address, Caller caller) {
        for (var route : plan.routes()) {
            var routed =
                    fits(route, address, caller)
                            ? follow(route, address, caller)
                            : Optional.<Routing>empty();
            if (routed.isPresent()) return routed.get();
        }
        return ownLine(caller)
                .<Routing>map(user -> new Routing.To(new LineDestination(user, address, caller)))
                .orElseGet(() ->
                        notAllowed(
                                address,
                                "Add a route for it to the gateway's configuration (routes:)."));
    }

    /** Empty where a route is not for this caller: strangers reach users and apps only, and not everybody has a line. */
    private Optional<Routing> follow(Route route, String address, Caller caller) {
        var rule = Optional.of(route.to().text());
        return switch (route.target()) {
            case Target.App _ -> Optional.of(app(address, caller, rule));
            case Target.ToUser(var user) -> Optional.of(new Routing.To(new UserDestination(user)));
            case Target.ByTrunk(var names, var rewriting) ->
                    caller.isStranger()
                            ? Optional.empty()
                            : Optional.of(
                                    new Routing.To(
                                            byTrunk(
                                                    names,
                                                    rewriting.of(address),
                                                    address,
                                                    false,
                                                    caller,
                                                    rule)));
            case Target.OwnLine(var rewriting) ->
                    ownLine(caller)
                            .map(user ->
                                    new Routing.To(
                                            new LineDestination(
                                                    user,
                                                    rewriting.of(address),
                                                    address,
                                                    caller,
                                                    rule)));
        };
    }

    private Optional<String> ownLine(Caller caller) {
        return Optional.of(caller.user()).filter(plan.lines()::contains);
    }

    private TrunkDestination byTrunk(
            List<String> trunks,
            String number,
            String dialled,
            boolean urgent,
            Caller caller,
            Optional<String> rule) {
        var callerNumber = Optional.ofNullable(plan.callerNumbers().get(caller.user()));
        return new TrunkDestination(trunks, number, dialled, callerNumber, urgent, caller, rule);
    }

    /** A visitor with a button, or a stranger, is sent to a phone of their own: nobody could find them by ours. */
    private Routing emergency(String number, Caller caller) {
        var trunks = plan.emergency().trunks();
        boolean guest = caller.user().isEmpty() || caller.user().startsWith("guest:");
        boolean known = !guest && caller.grants().isEmpty();
        if (known && !trunks.isEmpty())
            return new Routing.To(byTrunk(trunks, number, number, true, caller, Optional.empty()));
        return new Routing.Refused(
                EndReason.FORBIDDEN,
                "destination-not-allowed",
                "Emergency calls cannot be made from here. Use another phone to call "
                        + number
                        + ".",
                known
                        ? "Name the trunks that carry them in the gateway's configuration (emergency:)."
                        : "Use a mobile or a landline phone.");
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
        return new Routing.To(new SipDestination(uri, caller));
    }

    private Routing app(String number, Caller caller, Optional<String> rule) {
        if (ROOM.matcher(number).matches())
            return new Routing.To(RoomDestination.numbered(number, rule));
        var app = BUILT_IN.get(number);
        if (app == null) {
            return new Routing.Refused(
                    EndReason.NOT_FOUND,
                    "bad-number",
                    number + " is not a built-in number.",
                    "Dial 600 (echo), 601 (music), 603 (conference) or 604 (repeats keys).");
        }
        return new Routing.To(new AppDestination(number, app, caller.affinity(), rule));
    }

    /** Whoever has two calls may make one of them, whatever else he may dial: it leads nobody anywhere new. */
    private static Routing ownRoom(String address, Caller caller) {
        return !caller.user().isEmpty() && RoomDestination.isOwn(address, caller.user())
                ? new Routing.To(RoomDestination.own(address))
                : notAllowed(address, "It is somebody else's conference.");
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

package org.ringdown.flash;

import static org.ringdown.flash.Step.go;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.flash.FlashEvent.Admitted;
import org.ringdown.flash.FlashEvent.Closes;
import org.ringdown.flash.FlashEvent.Connects;
import org.ringdown.flash.FlashEvent.Hears;
import org.ringdown.flash.FlashEvent.NotAdmitted;
import org.ringdown.flash.FlashEvent.PlaceLeft;
import org.ringdown.flash.FlashEvent.Plays;
import org.ringdown.flash.FlashEvent.Publishes;
import org.ringdown.flash.FlashEvent.Subscribes;
import org.ringdown.flash.FlashEvent.Took;
import org.ringdown.flash.FlashOrder.Admit;
import org.ringdown.flash.FlashOrder.Carry;
import org.ringdown.flash.FlashOrder.EndPlay;
import org.ringdown.flash.FlashOrder.Greet;
import org.ringdown.flash.FlashOrder.Leave;
import org.ringdown.flash.FlashOrder.LetIn;
import org.ringdown.flash.FlashOrder.NotPlay;
import org.ringdown.flash.FlashOrder.NotPublish;
import org.ringdown.flash.FlashOrder.Part;
import org.ringdown.flash.FlashOrder.Play;
import org.ringdown.flash.FlashOrder.Publish;
import org.ringdown.flash.FlashOrder.Say;
import org.ringdown.flash.FlashOrder.Take;
import org.ringdown.flash.Places.Role;
import org.ringdown.media.Codec;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;

/**
 * Clients without commands, such as encoders, cameras and players: the URL says whom to call.
 *
 * <p>What publishes {@code call/600} calls 600, what plays it hears; a player that subscribes first calls, too. Speaking and hearing may be two
 * connections' business; whoever came first owns the call, and ends it by going.
 */
final class ByUrl implements CommandSet<ByUrl.State> {
    private static final String REF = "url";
    private static final String M = "m1";
    private static final Codec KEYS = Codec.telephoneEvent(8000);

    /** How far it has come. */
    enum Stage {
        OUTSIDE,
        /** It has named nothing yet. */
        IN,
        /** It said who it is, and what it wants is judged. */
        ASKING,
        /** Its call is to be made, once it was welcomed. */
        ENTERING,
        DIALING,
        OWNER,
        /** It has gone before its call was known. */
        GIVEN_UP,
        /** Of another connection's call, or of one that is still to be made. */
        MEMBER,
        OVER
    }

    /** What it has asked for and not got, with its stream. */
    record Wish(Role role, int stream) {}

    /**
     * @param spoken the stream that it publishes, 0 for none
     * @param heard the stream that it plays, 0 for none
     * @param role by which it owns its call
     */
    record State(
            Stage stage,
            Greeting greeting,
            Optional<Address> place,
            Optional<Wish> wish,
            int spoken,
            int heard,
            Role role,
            String call) {
        State to(Stage next) {
            return new State(next, greeting, place, wish, spoken, heard, role, call);
        }

        State wishing(Address where, Wish what) {
            return new State(
                    stage,
                    greeting,
                    Optional.of(where),
                    Optional.of(what),
                    spoken,
                    heard,
                    role,
                    call);
        }

        /** Its wish is fulfilled. */
        State granted() {
            var granted = wish.orElseThrow();
            return new State(
                    stage,
                    greeting,
                    place,
                    Optional.empty(),
                    granted.role() == Role.SPEAKER ? granted.stream() : spoken,
                    granted.role() == Role.HEARER ? granted.stream() : heard,
                    role,
                    call);
        }

        /** There is nothing to grant, or it is not granted. */
        State settled() {
            return new State(stage, greeting, place, Optional.empty(), spoken, heard, role, call);
        }

        State owns(Role by) {
            return new State(Stage.ENTERING, greeting, place, wish, spoken, heard, by, call);
        }

        State calls(String id) {
            return new State(Stage.OWNER, greeting, place, wish, spoken, heard, role, id);
        }

        State without(int stream) {
            return new State(
                    stage,
                    greeting,
                    place,
                    wish,
                    spoken == stream ? 0 : spoken,
                    heard == stream ? 0 : heard,
                    role,
                    call);
        }

        boolean isOwner() {
            return stage == Stage.ENTERING || stage == Stage.DIALING || stage == Stage.OWNER;
        }

        private String name() {
            return place.map(Address::name).orElse("");
        }
    }

    @Override
    public State begin() {
        var nothing = new Greeting("", Query.NONE, "", List.of(), List.of());
        return new State(
                Stage.OUTSIDE, nothing, Optional.empty(), Optional.empty(), 0, 0, Role.CALLER, "");
    }

    @Override
    public Step<State> on(State at, FlashEvent event) {
        if (at.stage() == Stage.OVER) return go(at);
        return switch (event) {
            case Connects(var greeting) -> go(in(greeting), new LetIn());
            case Publishes(int stream, var name) -> want(at, name, new Wish(Role.SPEAKER, stream));
            case Plays(int stream, var name) -> want(at, name, new Wish(Role.HEARER, stream));
            case Subscribes(var name) when at.stage() == Stage.IN ->
                    want(at, name, new Wish(Role.CALLER, 0));
            case Admitted _ when at.stage() == Stage.ASKING ->
                    go(at, new Take(at.place().orElseThrow(), at.wish().orElseThrow().role()));
            case NotAdmitted(var why) when at.stage() == Stage.ASKING -> refuse(at, why);
            case Took(var standing) -> took(at, standing);
            case Hears(var message) -> hear(at, message);
            case PlaceLeft(var why) -> over(at, why, false);
            case Closes(int stream) -> close(at, stream);
            default -> go(at);
        };
    }

    private static State in(Greeting greeting) {
        return new State(
                Stage.IN, greeting, Optional.empty(), Optional.empty(), 0, 0, Role.CALLER, "");
    }

    private static Step<State> hear(State at, ToPage message) {
        return switch (at.stage()) {
            case ENTERING ->
                    switch (message) {
                        case ToPage.Welcome welcome -> begin(at, welcome);
                        case ToPage.Failure failure -> over(at, Reasons.of(failure), true);
                        default -> go(at);
                    };
            case DIALING ->
                    switch (message) {
                        case ToPage.Calling(_, var call, _, _) -> called(at.calls(call));
                        case ToPage.Pulled(var call) -> called(at.calls(call));
                        case ToPage.Failure failure -> over(at, Reasons.of(failure), true);
                        default -> go(at);
                    };
            case GIVEN_UP ->
                    switch (message) {
                        case ToPage.Calling(_, var call, _, _) -> hangUp(at, call);
                        case ToPage.Pulled(var call) -> hangUp(at, call);
                        case ToPage.Failure failure -> over(at, Reasons.of(failure), false);
                        default -> go(at);
                    };
            case OWNER ->
                    message instanceof ToPage.Ended ended && ended.call().equals(at.call())
                            ? ended(at, ended)
                            : go(at);
            case OUTSIDE, IN, ASKING, MEMBER, OVER -> go(at);
        };
    }

    private static Step<State> want(State at, String written, Wish wish) {
        var split = Query.split(written);
        var query = split.query().or(at.greeting().query());
        var place = Address.of(at.greeting().app(), split.path(), query);
        if (place.isEmpty())
            return go(at, no(wish, "a name is call/NUMBER or room/NUMBER, not " + split.path()));
        if (at.wish().isPresent()) return go(at, no(wish, "one thing after the other"));
        if (at.place().filter(known -> !known.equals(place.get())).isPresent())
            return go(at, no(wish, "this connection is for " + at.name()));
        var wishing = at.wishing(place.get(), wish);
        if (at.stage() != Stage.IN) return go(wishing, new Take(place.get(), wish.role()));
        return go(wishing.to(Stage.ASKING), new Admit(credentials(at.greeting(), query)));
    }

    private static Credentials credentials(Greeting greeting, Query query) {
        var asked = query.get("token").map(Credentials.Token::new).map(Credentials.class::cast);
        var password =
                query.get("user")
                        .flatMap(user ->
                                query.get("password").map(secret -> Credentials.of(user, secret)));
        var argued =
                greeting.text(0)
                        .flatMap(user ->
                                greeting.text(1).map(secret -> Credentials.of(user, secret)));
        return asked.or(greeting::token)
                .or(() -> password)
                .or(() -> argued)
                .orElseGet(Credentials.Nothing::new);
    }

    private static FlashOrder no(Wish wish, String why) {
        return wish.role() == Role.SPEAKER
                ? new NotPublish(wish.stream(), why)
                : new NotPlay(wish.stream(), why);
    }

    private static Step<State> refuse(State at, String why) {
        var wish = at.wish().orElseThrow();
        return go(at.settled().to(Stage.OVER), no(wish, why), new Part(why));
    }

    private static Step<State> took(State at, Places.Standing standing) {
        var wish = at.wish().orElseThrow();
        return switch (standing) {
            case OWNER -> {
                var owner = at.owns(wish.role());
                yield go(wish.role() == Role.CALLER ? owner.settled() : owner, new Greet(false));
            }
            case MEMBER, WAITS -> {
                var next = at.stage() == Stage.ASKING ? at.to(Stage.MEMBER) : at;
                yield grant(next);
            }
            case TAKEN ->
                    go(
                            at.settled().to(at.stage() == Stage.ASKING ? Stage.MEMBER : at.stage()),
                            no(wish, at.name() + " has one already; tell yours apart by ?id=…"));
        };
    }

    private static Step<State> grant(State at) {
        var wish = at.wish().orElseThrow();
        var order =
                switch (wish.role()) {
                    case SPEAKER -> List.<FlashOrder>of(new Publish(wish.stream(), at.name()));
                    case HEARER -> List.<FlashOrder>of(new Play(wish.stream(), at.name()));
                    case CALLER -> List.<FlashOrder>of();
                };
        return new Step<>(at.granted(), order);
    }

    /** A call to the same number that lost its connection is gone on with: so an encoder comes back that had none for a while. */
    private static Step<State> begin(State at, ToPage.Welcome welcome) {
        var open = new FromPage.StreamOpen(M, sound(at.greeting()), List.of(Codec.H264));
        var number = at.place().orElseThrow().number();
        var call =
                welcome.calls().stream()
                        .filter(lost -> lost.state().equals("reconnecting"))
                        .filter(lost -> lost.remote().uri().equals(number))
                        .<FromPage>map(lost -> new FromPage.Pull(lost.call(), M))
                        .findFirst()
                        .orElseGet(() -> dial(number));
        return go(at.to(Stage.DIALING), new Say(open), new Carry(M), new Say(call));
    }

    private static FromPage dial(String number) {
        return new FromPage.Dial(REF, number, M, Map.of(), Map.of(), Optional.empty());
    }

    /** What this client says that it plays, which is better than what everybody does. */
    private static List<Codec> sound(Greeting greeting) {
        var all = new ArrayList<>(greeting.codecs());
        all.addAll(FlashCodecs.OF_PLAYERS);
        all.add(KEYS);
        return all;
    }

    /** The attempt was accepted: whoever published may begin, since a callee that answers wants to hear something at once. */
    private static Step<State> called(State at) {
        return at.wish().isPresent() ? grant(at) : go(at);
    }

    private static Step<State> close(State at, int stream) {
        var wished = at.wish().filter(wish -> wish.stream() == stream).map(Wish::role);
        if (stream == 0 || stream != at.spoken() && stream != at.heard() && wished.isEmpty())
            return go(at);
        var role = wished.orElse(stream == at.spoken() ? Role.SPEAKER : Role.HEARER);
        boolean ends = at.isOwner() && ownsBy(at.role(), role);
        var left = at.without(stream);
        if (!ends) return go(left, new Leave(role));
        return switch (at.stage()) {
            case OWNER -> hangUp(left, at.call());
            case DIALING -> go(left.settled().to(Stage.GIVEN_UP));
            default -> go(left.to(Stage.OVER), new Part("it was given up"));
        };
    }

    private static Step<State> hangUp(State at, String call) {
        var orders = new ArrayList<FlashOrder>(List.of(new Say(new FromPage.Hangup(call))));
        if (at.heard() != 0) orders.add(new EndPlay(at.heard(), at.name()));
        orders.add(new Part("the call has ended"));
        return new Step<>(at.to(Stage.OVER), orders);
    }

    /** Who called in order to hear ends by hearing no more. */
    private static boolean ownsBy(Role own, Role left) {
        return own == left || own == Role.CALLER && left == Role.HEARER;
    }

    private static Step<State> ended(State at, ToPage.Ended ended) {
        return ended.reason().equals("hangup")
                ? over(at, "the call has ended", false)
                : over(at, Reasons.of(ended), true);
    }

    private static Step<State> over(State at, String why, boolean failed) {
        var orders = new ArrayList<FlashOrder>();
        at.wish().ifPresent(wish -> orders.add(no(wish, why)));
        if (at.heard() != 0) orders.add(new EndPlay(at.heard(), at.name()));
        if (at.spoken() != 0 && failed) orders.add(new NotPublish(at.spoken(), why));
        orders.add(new Part(why));
        return new Step<>(at.settled().to(Stage.OVER), orders);
    }
}

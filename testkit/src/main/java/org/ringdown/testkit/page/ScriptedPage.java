package org.ringdown.testkit.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ringdown.page.FromPage;
import org.ringdown.page.PageDoor;
import org.ringdown.page.ToPage;
import org.ringdown.page.ToPage.CallInfo;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.testkit.page.PageCall.Phase;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.time.VirtualTime;
import org.ringdown.time.Timers;

/**
 * A browser tab of one user, with the SDK in it.
 *
 * <p>Its token is its user's name. What a tab keeps across a reload is its resume token; that this object also keeps the calls it had is for
 * the test's eyes only.
 */
public final class ScriptedPage {
    private static final int PROTOCOL = 1;
    private static final Duration TONE = Duration.ofMillis(100);
    private static final Duration GAP = Duration.ofMillis(70);

    private final String user;
    private final String address;
    private final PageDoor door;
    private final SimulatedNetwork network;
    private final VirtualTime time;
    private final RandomGenerator random;
    private final PeerConnection.Factory connections;
    private final Timers timers;
    private final List<PageCall> calls = new ArrayList<>();
    private final List<FromPage> unsaid = new ArrayList<>();
    private final List<PeerConnection> spares = new ArrayList<>();
    private final Map<String, CallInfo> updates = new LinkedHashMap<>();
    private final List<ToPage.Failure> failures = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<Consumer<ToPage>> hearers = new ArrayList<>();
    private final List<Consumer<FromPage>> readers = new ArrayList<>();
    private Person person = Person.who(Reaction.answer());
    private Optional<PageSocket> socket = Optional.empty();
    private Optional<String> resume = Optional.empty();
    private boolean registers = true;
    private boolean welcomed;
    private int closeCode;
    private int loads;

    /** @param address the host that the page's browser runs on */
    public ScriptedPage(
            String user,
            String address,
            PageDoor door,
            SimulatedNetwork network,
            VirtualTime time,
            RandomGenerator random,
            PeerConnection.Factory connections) {
        this.user = user;
        this.address = address;
        this.door = door;
        this.network = network;
        this.time = time;
        this.random = random;
        this.connections = connections;
        this.timers = time.of("page");
    }

    public String user() {
        return user;
    }

    /** Who decides about calls that come in. */
    public void person(Person next) {
        person = next;
    }

    /** Whether it takes incoming calls from its next {@link #open} on. */
    public void registers(boolean on) {
        registers = on;
    }

    /** Is told of every message that reaches the page, after the page has dealt with it. */
    public void whenHeard(Consumer<ToPage> observer) {
        hearers.add(observer);
    }

    /** Is told of every message that the page sends. */
    public void whenSaid(Consumer<FromPage> observer) {
        readers.add(observer);
    }

    /** All calls there ever were, in order. */
    public List<PageCall> calls() {
        return List.copyOf(calls);
    }

    /** What the gateway refused, apart from calls that it did not place; a hang-up that crossed the other side's is among them. */
    public List<ToPage.Failure> failures() {
        return List.copyOf(failures);
    }

    /** What was not as the protocol has it. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Whether it has a socket on which it was welcomed. */
    public boolean isOnline() {
        return welcomed;
    }

    /** The code with which the gateway last closed a socket of it; 0 when it never did. */
    public int closeCode() {
        return closeCode;
    }

    // What its person does

    /** Connects, showing the resume token if it has one. */
    public void open() {
        if (socket.isPresent()) return;
        int load = ++loads;
        socket =
                Optional.of(
                        new PageSocket(
                                door,
                                address,
                                network,
                                time,
                                random,
                                message -> ifStill(load, () -> hear(message)),
                                (code, _) -> ifStill(load, () -> closed(code))));
        socket.get().say(new FromPage.Hello(PROTOCOL, user, "testkit", registers, resume));
    }

    private void ifStill(int load, Runnable then) {
        if (load == loads) then.run();
    }

    /** Dials: opens media and calls in one breath. */
    public PageCall call(String to) {
        return call(to, Optional.empty());
    }

    public PageCall call(String to, Optional<Duration> ringTimeout) {
        var call = PageCall.dialled(this);
        calls.add(call);
        String m = openMedia(call);
        say(new FromPage.Dial(m, to, m, Map.of(), Map.of(), ringTimeout));
        return call;
    }

    /** Brings a call of the same user, which another page holds, here; its id is that of {@link #elsewhere}. */
    public PageCall pull(String id) {
        var call =
                find(id).filter(known -> !known.isOver()).orElseGet(() -> adopt(updates.get(id)));
        say(new FromPage.Pull(id, openMedia(call)));
        return call;
    }

    /** Calls of the same user that live, and whose sound is not here. */
    public List<String> elsewhere() {
        return updates.values().stream().filter(info -> !info.here()).map(CallInfo::call).toList();
    }

    /** Reloads: everything but the resume token is gone, and comes back after a while. */
    public void reload(Duration takes) {
        socket.ifPresent(PageSocket::close);
        restart(takes);
    }

    /** Crashes and is restored: as {@link #reload}, but the gateway is told nothing and notices sooner or later than it is back. */
    public void crash(Duration noticed, Duration back) {
        socket.ifPresent(open -> open.drop(noticed));
        restart(back);
    }

    private void restart(Duration after) {
        forgetSocket();
        calls.forEach(PageCall::closeMedia);
        spares.forEach(PeerConnection::close);
        spares.clear();
        timers.after(after, this::open);
    }

    /** Opens a connection before any call, to have one at hand. */
    public void prepare() {
        var spare = connections.open();
        spares.add(spare);
        say(new FromPage.MediaOpen(newName(), spare.offer()));
    }

    /** Loses its socket, though not its media, and connects again after a while; the gateway notices sooner or later than that. */
    public void loseSocket(Duration noticed, Duration back) {
        socket.ifPresent(open -> open.drop(noticed));
        forgetSocket();
        timers.after(back, this::open);
    }

    /** Changes its network: the socket is lost, and its media goes on from elsewhere. */
    public void changeNetwork(Duration noticed, Duration back) {
        loseSocket(noticed, back);
        calls.forEach(call -> call.connection().ifPresent(PeerConnection::roam));
    }

    /** Is closed by its person. */
    public void close() {
        socket.ifPresent(PageSocket::close);
        gone();
    }

    /** Crashes or loses its network for good; the gateway notices the socket's end later. */
    public void vanish(Duration noticed) {
        socket.ifPresent(open -> open.drop(noticed));
        gone();
    }

    private void gone() {
        forgetSocket();
        calls.forEach(PageCall::over);
        spares.forEach(PeerConnection::close);
    }

    private void forgetSocket() {
        socket = Optional.empty();
        welcomed = false;
        loads++;
        unsaid.clear();
        calls.stream().filter(call -> call.id().isEmpty()).forEach(PageCall::over);
    }

    // What its calls ask for

    void answer(PageCall call) {
        say(new FromPage.Answer(call.id().orElseThrow(), openMedia(call)));
    }

    void reject(PageCall call, boolean busy) {
        say(new FromPage.Reject(call.id().orElseThrow(), busy));
    }

    void hangUp(PageCall call) {
        say(new FromPage.Hangup(call.id().orElseThrow()));
    }

    void press(PageCall call, String digits) {
        call.id().ifPresent(id -> say(new FromPage.Dtmf(id, digits, TONE, GAP)));
    }

    Timers timers() {
        return timers;
    }

    private String openMedia(PageCall call) {
        String m = newName();
        var connection = connections.open();
        call.media(new PageCall.Media(m, connection));
        say(new FromPage.MediaOpen(m, connection.offer()));
        return m;
    }

    /** The name of a PeerConnection has something random in it, so that it is unique across reloads. */
    private String newName() {
        return "m" + Long.toHexString(random.nextLong());
    }

    /** What is said before the welcome waits for it. */
    private void say(FromPage message) {
        if (!welcomed) {
            if (socket.isPresent()) unsaid.add(message);
            return;
        }
        readers.forEach(observer -> observer.accept(message));
        socket.orElseThrow().say(message);
    }

    // What the gateway says

    private void hear(ToPage message) {
        if (!welcomed
                && !(message instanceof ToPage.Welcome)
                && !(message instanceof ToPage.Failure)) {
            complaints.add("before welcome: " + message);
        }
        switch (message) {
            case ToPage.Welcome welcome -> welcomed(welcome);
            case ToPage.MediaAnswer(var m, var sdp) ->
                    withMedia(m).ifPresent(call -> call.connection().orElseThrow().answered(sdp));
            case ToPage.Calling calling -> calling(calling);
            case ToPage.Incoming incoming -> incoming(incoming);
            case ToPage.Ringing(var id, _) ->
                    live(id, message).ifPresent(c -> c.phase(Phase.RINGING));
            case ToPage.Answered(var id) ->
                    live(id, message).ifPresent(c -> c.phase(Phase.TALKING));
            case ToPage.SendCodec codec -> codec(codec);
            case ToPage.Ended ended -> ended(ended);
            case ToPage.Failure failure -> failed(failure);
            case ToPage.CallUpdate(var info) -> updated(info);
            case ToPage.Pulled _, ToPage.KeyHeard _, ToPage.Pong _ -> {}
        }
        hearers.forEach(observer -> observer.accept(message));
    }

    private void welcomed(ToPage.Welcome welcome) {
        welcomed = true;
        resume = Optional.of(welcome.resume());
        var said = List.copyOf(unsaid);
        unsaid.clear();
        said.forEach(this::say);
        updates.clear();
        welcome.calls().forEach(info -> updates.put(info.call(), info));
        var alive = welcome.calls().stream().map(CallInfo::call).toList();
        // Those that still ring are not in the list: they come again as incoming.
        calls.stream()
                .filter(call -> call.id().filter(id -> !alive.contains(id)).isPresent())
                .forEach(PageCall::over);
        welcome.calls().stream().filter(CallInfo::mine).forEach(this::restore);
    }

    /** A call that the page held before: after a reload its media has to be opened anew. */
    private void restore(CallInfo info) {
        var call = find(info.call()).orElseGet(() -> adopt(info));
        if (call.media().isEmpty()) say(new FromPage.Pull(info.call(), openMedia(call)));
    }

    private PageCall adopt(CallInfo info) {
        var call = PageCall.found(this, info);
        calls.add(call);
        return call;
    }

    private void calling(ToPage.Calling calling) {
        var call = withMedia(calling.ref());
        if (call.isEmpty()) complaints.add("calling what was not dialled: " + calling.ref());
        else call.get().placed(calling.call());
    }

    private void incoming(ToPage.Incoming incoming) {
        var known = find(incoming.call());
        if (known.filter(call -> call.ending().isPresent()).isPresent()) {
            complaints.add("rings after its end: " + incoming.call());
        }
        if (known.filter(call -> !call.isOver()).isPresent()) return;
        var call = PageCall.rings(this, incoming.call());
        calls.add(call);
        switch (person.called()) {
            case Reaction.Answers(var after, var talks) -> {
                timers.after(after, call::answer);
                talks.ifPresent(length -> call.hangUpAfter(after.plus(length)));
            }
            case Reaction.Refuses(var after, var status) ->
                    timers.after(after, () -> call.reject(status == 486));
            case Reaction.Ignores() -> {}
            case Reaction.Vanishes(var after) -> timers.after(after, () -> vanish(Duration.ZERO));
        }
    }

    private void codec(ToPage.SendCodec codec) {
        live(codec.call(), codec)
                .flatMap(PageCall::media)
                .filter(media -> media.m().equals(codec.m()))
                .ifPresent(media -> media.connection().send(codec.pt(), codec.name()));
    }

    /** Another page has pulled the call when its sound was here and is not any more. */
    private void updated(CallInfo info) {
        var before = Optional.ofNullable(updates.put(info.call(), info));
        boolean left = before.filter(CallInfo::here).isPresent() && !info.here();
        if (left) find(info.call()).ifPresent(PageCall::closeMedia);
    }

    private void ended(ToPage.Ended ended) {
        updates.remove(ended.call());
        find(ended.call())
                .ifPresent(call -> {
                    boolean again = call.ending().isPresent();
                    boolean allowed =
                            call.ending()
                                    .filter(e -> e.reason().equals("answered-elsewhere"))
                                    .isPresent();
                    if (again && !allowed) complaints.add("ended twice: " + ended);
                    call.media().ifPresent(open -> say(new FromPage.MediaClose(open.m())));
                    call.ended(ended);
                });
    }

    private void failed(ToPage.Failure failure) {
        var dialled = failure.ref().flatMap(this::withMedia);
        if (dialled.isEmpty()) failures.add(failure);
        var refused = dialled.or(() -> failure.call().flatMap(this::find));
        refused.filter(call -> !call.isOver()).ifPresent(call -> refused(call, failure));
    }

    private void refused(PageCall call, ToPage.Failure why) {
        call.media().ifPresent(open -> say(new FromPage.MediaClose(open.m())));
        call.refused(why);
    }

    private void closed(int code) {
        closeCode = code;
        forgetSocket();
    }

    /** A call that is said to go on; it is a mistake of the gateway to speak so of one that it had ended. */
    private Optional<PageCall> live(String id, ToPage message) {
        var call = find(id);
        if (call.isEmpty()) complaints.add("of an unknown call: " + message);
        else if (call.get().ending().isPresent()) complaints.add("after its end: " + message);
        return call;
    }

    /** The call of which the gateway speaks under this id, as the page knows it. */
    public Optional<PageCall> find(String id) {
        return calls.reversed().stream()
                .filter(call -> call.id().filter(id::equals).isPresent())
                .findFirst();
    }

    private Optional<PageCall> withMedia(String m) {
        return calls.stream()
                .filter(call -> call.media().filter(media -> media.m().equals(m)).isPresent())
                .findFirst();
    }
}

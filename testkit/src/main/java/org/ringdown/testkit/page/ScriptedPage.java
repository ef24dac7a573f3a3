package org.ringdown.testkit.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.ringdown.page.FromPage;
import org.ringdown.page.PageDoor;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.testkit.page.PageCall.Media;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.time.Timers;

/**
 * A browser tab of one user, with the SDK in it.
 *
 * <p>Its token is its user's name. What a tab keeps across a reload is its resume token; that this object also keeps the calls it had is for
 * the test's eyes only.
 */
public final class ScriptedPage {
    private static final int PROTOCOL = 1;

    private final String user;
    private final String address;
    private final PageDoor door;
    private final SimulatedNetwork network;
    private final RandomGenerator random;
    private final PeerConnection.Factory connections;
    private final Timers timers;
    private final PageCalls calls = new PageCalls(this);
    private final Map<String, PeerConnection> spares = new LinkedHashMap<>();
    private final List<FromPage> unsaid = new ArrayList<>();
    private final List<Consumer<ToPage>> hearers = new ArrayList<>();
    private final List<Consumer<FromPage>> readers = new ArrayList<>();
    private UnaryOperator<String> offered = UnaryOperator.identity();
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
            RandomGenerator random,
            PeerConnection.Factory connections) {
        this.user = user;
        this.address = address;
        this.door = door;
        this.network = network;
        this.random = random;
        this.connections = connections;
        this.timers = network.time().of("page");
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
        return calls.all();
    }

    /** The call of which the gateway speaks under this id, as the page knows it. */
    public Optional<PageCall> find(String id) {
        return calls.find(id);
    }

    /** Calls of the same user that live, and whose sound is not here. */
    public List<String> elsewhere() {
        return calls.elsewhere();
    }

    /** What the gateway refused, apart from calls that it did not place; a hang-up that crossed the other side's is among them. */
    public List<ToPage.Failure> failures() {
        return calls.failures();
    }

    /** What was not as the protocol has it. */
    public List<String> complaints() {
        return calls.complaints();
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
        return calls.dial(to, ringTimeout, Map.of());
    }

    /** Dials, with headers of its own for the far end. */
    public PageCall call(String to, Map<String, String> headers) {
        return calls.dial(to, Optional.empty(), headers);
    }

    /**
     * Dials before its media is there, as a page does that is sure of its microphone.
     *
     * @param codecs what it says that its offer will have
     * @param mediaAfter when the offer follows; never, where there is none
     */
    public PageCall callAhead(String to, List<String> codecs, Optional<Duration> mediaAfter) {
        return calls.dialAhead(to, codecs, mediaAfter);
    }

    /** Dials only to see whether calls work. */
    public PageCall check(String to) {
        return calls.check(to);
    }

    /** Rewrites its offers from now on: what a browser can do that has less than the usual. */
    public void offers(UnaryOperator<String> rewritten) {
        offered = rewritten;
    }

    /** Sends text; what becomes of it is told under {@code ref}. */
    public void text(String ref, String to, String body) {
        say(new FromPage.Message(ref, to, body));
    }

    /** Says something to the far end's program. */
    public void inform(String ref, PageCall call, String type, String body) {
        say(new FromPage.Info(ref, call.id().orElseThrow(), type, body));
    }

    /** Says how a call was. */
    public void rate(String ref, PageCall call, int score, String issue) {
        say(new FromPage.Feedback(ref, call.id().orElseThrow(), score, Optional.of(issue)));
    }

    /** Brings a call of the same user, which another page holds, here; its id is one of {@link #elsewhere}. */
    public PageCall pull(String id) {
        return calls.pull(id);
    }

    /** Opens a connection before any call, to have one at hand. */
    public void prepare() {
        var spare = connect();
        spares.put(spare.m(), spare.connection());
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
        calls.closeMedia();
        closeSpares();
        timers.after(after, this::open);
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
        calls.roam();
        spares.values().forEach(PeerConnection::roam);
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
        calls.over();
        closeSpares();
    }

    private void closeSpares() {
        spares.values().forEach(PeerConnection::close);
        spares.clear();
    }

    private void forgetSocket() {
        socket = Optional.empty();
        welcomed = false;
        loads++;
        unsaid.clear();
        calls.forgetUnplaced();
    }

    // Between its socket and its calls

    /** Opens a connection, under a name that has something random in it, so that it is unique across reloads. */
    Media connect() {
        var media = unopened();
        open(media);
        return media;
    }

    /** A connection that the gateway has not been told of. */
    Media unopened() {
        return new Media("m" + Long.toHexString(random.nextLong()), connections.open());
    }

    void open(Media media) {
        say(new FromPage.MediaOpen(media.m(), offered.apply(media.connection().offer())));
    }

    /** What is said before the welcome waits for it. */
    void say(FromPage message) {
        if (!welcomed) {
            if (socket.isPresent()) unsaid.add(message);
            return;
        }
        readers.forEach(observer -> observer.accept(message));
        socket.orElseThrow().say(message);
    }

    Reaction called() {
        return person.called();
    }

    Timers timers() {
        return timers;
    }

    private void hear(ToPage message) {
        switch (message) {
            case ToPage.Welcome welcome -> welcomed(welcome);
            case ToPage.MediaAnswer(var m, var sdp) when spares.containsKey(m) ->
                    spares.get(m).answered(sdp);
            default -> calls.hear(message, welcomed);
        }
        hearers.forEach(observer -> observer.accept(message));
    }

    private void welcomed(ToPage.Welcome welcome) {
        welcomed = true;
        resume = Optional.of(welcome.resume());
        var waited = List.copyOf(unsaid);
        unsaid.clear();
        waited.forEach(this::say);
        calls.welcomed(welcome.calls());
    }

    private void closed(int code) {
        closeCode = code;
        forgetSocket();
    }
}

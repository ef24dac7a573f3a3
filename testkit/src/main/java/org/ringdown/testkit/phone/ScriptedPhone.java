package org.ringdown.testkit.phone;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.net.UdpPort;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.time.Timers;

/**
 * A SIP phone over UDP: it calls, is called, and does what its {@link Person} wants.
 *
 * <p>It repeats what is not answered, forgets a call {@link #RESIDUE} after its end, and keeps {@link #complaints} of everything that a
 * strict phone would object to.
 */
public final class ScriptedPhone {
    /** For how long a call that is over is still remembered, so that late repetitions are answered. */
    public static final Duration RESIDUE = Repeater.PATIENCE.plusSeconds(1);

    private static final Duration FIRST_RING = Duration.ofMillis(20);

    private final String user;
    private final InetSocketAddress address;
    private final RandomGenerator random;
    private final SimulatedNetwork network;
    private final Timers timers;
    private final UdpPort port;
    private final List<String> complaints = new ArrayList<>();
    private final Strictness strictness = new Strictness(complaints::add);
    private final Map<String, Exchange> known = new LinkedHashMap<>();
    private final List<PhoneCall> calls = new ArrayList<>();
    private final List<Consumer<PhoneCall>> observers = new ArrayList<>();
    private Person person = Person.who(Reaction.answer());
    private Optional<PhoneDigest> digest = Optional.empty();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private int textAnswer = 200;
    private Screen screen = (_, _) -> false;
    private Obedience obedience = Obedience.REFUSES;
    private boolean mute;
    private boolean vanished;
    private int strays;

    /**
     * @param user the name in the phone's address
     * @param address where it listens for SIP; its sound comes above that
     */
    public ScriptedPhone(
            String user,
            InetSocketAddress address,
            SimulatedNetwork network,
            RandomGenerator random)
            throws BindException {
        this.user = user;
        this.address = address;
        this.network = network;
        this.random = random;
        this.timers = network.time().of("phone");
        this.port = network.open(address, Traffic.SIGNALLING, this::hear);
    }

    /** Who decides about calls that come in. */
    public void person(Person next) {
        person = next;
    }

    /** What it does from now on when it is referred to somebody else. */
    public void obeys(Obedience next) {
        obedience = next;
    }

    Obedience obedience() {
        return obedience;
    }

    /** Gives it the password of the user whose name it has, with which it answers challenges. */
    public void password(String secret) {
        digest = Optional.of(new PhoneDigest(user, secret));
    }

    /** Registers, and goes on renewing it. */
    public PhoneRegistration register(InetSocketAddress registrar, Duration expires) {
        return register(registrar, expires, Optional.empty());
    }

    /** The same as if through proxies: they wrote {@code path} into the request (RFC 3327). */
    public PhoneRegistration registerThrough(
            String path, InetSocketAddress registrar, Duration expires) {
        return register(registrar, expires, Optional.of(path));
    }

    private PhoneRegistration register(
            InetSocketAddress registrar, Duration expires, Optional<String> path) {
        var registration = new PhoneRegistration(this, registrar, expires, path);
        known.put(registration.callId(), registration);
        registration.begin();
        return registration;
    }

    /** From now on somebody looks at what comes in before the phone does. */
    void screen(Screen next) {
        screen = next;
    }

    /** Takes its handsets away: calls have SIP and no sound from now on. */
    public void mute() {
        mute = true;
    }

    /** Places a call by way of the gateway at {@code proxy}. */
    public PhoneCall call(String target, InetSocketAddress proxy) {
        return call(target, proxy, Map.of());
    }

    /** The same, with more headers in its INVITE. */
    public PhoneCall call(String target, InetSocketAddress proxy, Map<String, String> more) {
        var handset = handset();
        return known(new OutgoingPhoneCall(this, target, proxy, more, handset, sound(handset)));
    }

    /** Places a call for the place of another call with the gateway, which is this phone's or somebody else's (RFC 3891). */
    public PhoneCall replace(PhoneCall other, InetSocketAddress proxy) {
        return call(other.remoteUri(), proxy, Map.of("Replaces", other.asOthersKnowIt()));
    }

    /** Sends text to an address, by way of the gateway at {@code proxy}. */
    public PhoneRequest text(String target, String body, InetSocketAddress proxy) {
        return ask("MESSAGE", target, Map.of("Content-Type", "text/plain"), body, proxy);
    }

    /** Sends any request outside of a call; {@code headers} are those beside the usual ones. */
    public PhoneRequest ask(
            String method,
            String target,
            Map<String, String> headers,
            String body,
            InetSocketAddress proxy) {
        var request = new PhoneRequest(this, method, target, headers, body, proxy);
        known.put(request.callId(), request);
        request.begin();
        return request;
    }

    /** Subscribes to an event of an address, and goes on renewing it. */
    public PhoneWatch watch(
            String event, String target, InetSocketAddress proxy, Duration expires) {
        var watch = new PhoneWatch(this, event, target, proxy, expires);
        known.put(watch.callId(), watch);
        watch.begin();
        return watch;
    }

    /** The texts that it was sent, in order. */
    public List<String> texts() {
        return List.copyOf(texts.values());
    }

    /** With which status it answers texts from now on; 0: with none. */
    public void answersTexts(int status) {
        textAnswer = status;
    }

    /** All calls there ever were, in order. */
    public List<PhoneCall> calls() {
        return List.copyOf(calls);
    }

    /** What it objected to; empty when everything it heard was as the RFC has it. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Messages that belonged to no call it knows. */
    public int strays() {
        return strays;
    }

    /** Is told whenever the phase of a call has changed. */
    public void observe(Consumer<PhoneCall> observer) {
        observers.add(observer);
    }

    /** Pulls the plug: nothing is heard or said any more. */
    public void vanish() {
        if (vanished) return;
        vanished = true;
        port.close();
        List.copyOf(known.values()).forEach(Exchange::silence);
    }

    public String uri() {
        return "sip:" + user + "@" + hostAndPort();
    }

    private String hostAndPort() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Each call has ports of its own: two for each, above the one for SIP. */
    private InetSocketAddress handset() {
        return new InetSocketAddress(
                address.getAddress(), address.getPort() + 2 + 2 * calls.size());
    }

    private Optional<PhoneSound> sound(InetSocketAddress handset) {
        return mute ? Optional.empty() : Optional.of(new PhoneSound(handset, network, random));
    }

    private void hear(ByteBuffer bytes, InetSocketAddress from) {
        SipText message;
        try {
            message = SipText.parse(bytes);
            strictness.check(message);
        } catch (IllegalArgumentException nonsense) {
            complaints.add(nonsense.getMessage());
            return;
        }
        if (screen.takes(message, from)) return;
        var exchange = known.get(message.callId());
        if (exchange != null) exchange.hear(message);
        else if (message.is("INVITE") && message.tag("To").isEmpty()) ring(message, from);
        else if (message.is("MESSAGE") && message.tag("To").isEmpty()) text(message, from);
        else stray(message, from);
    }

    private void ring(SipText invite, InetSocketAddress from) {
        var handset = handset();
        var call = new IncomingPhoneCall(this, invite, from, handset, sound(handset));
        known(call);
        var reaction = person.called();
        timers.after(FIRST_RING, call::ring);
        switch (reaction) {
            case Reaction.Answers(var after, var talks) -> {
                timers.after(after, call::answer);
                talks.ifPresent(length -> call.hangUpAfter(after.plus(length)));
            }
            case Reaction.Refuses(var after, var status) ->
                    timers.after(after, () -> call.refuse(status));
            case Reaction.Ignores() -> {}
            case Reaction.Vanishes(var after) -> timers.after(after, this::vanish);
        }
    }

    private void text(SipText message, InetSocketAddress from) {
        texts.put(message.callId(), message.body());
        if (textAnswer > 0) send(SipText.response(message, textAnswer, "Read", name("t")), from);
    }

    private void stray(SipText message, InetSocketAddress from) {
        strays++;
        if (!message.isRequest() || message.is("ACK")) return;
        send(SipText.response(message, 481, "Call/Transaction Does Not Exist", name("t")), from);
    }

    private PhoneCall known(PhoneCall call) {
        known.put(call.callId, call);
        calls.add(call);
        changed(call);
        return call;
    }

    /** What a challenge asks for; empty without a password. */
    Optional<String> proof(SipText challenge, String method, String uri) {
        return digest.flatMap(account -> account.answer(challenge, method, uri, name("")));
    }

    Timers timers() {
        return timers;
    }

    Strictness strictness() {
        return strictness;
    }

    /** A name never used before, unless chance has it in for us. */
    String name(String prefix) {
        return prefix + Long.toHexString(random.nextLong());
    }

    long pick(long from, long to) {
        return random.nextLong(from, to);
    }

    String via() {
        return "SIP/2.0/UDP " + hostAndPort() + ";rport;branch=z9hG4bK" + name("");
    }

    void send(SipText message, InetSocketAddress to) {
        if (!vanished) port.send(message.bytes(), to);
    }

    void changed(PhoneCall call) {
        observers.forEach(observer -> observer.accept(call));
    }

    void over(PhoneCall call) {
        if (vanished) known.remove(call.callId, call);
        else timers.after(RESIDUE, () -> known.remove(call.callId, call));
    }
}

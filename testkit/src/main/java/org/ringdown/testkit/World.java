package org.ringdown.testkit;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.ringdown.call.CallRecord;
import org.ringdown.call.Opinion;
import org.ringdown.gateway.Gateway;
import org.ringdown.testkit.media.SilentPeerConnection;
import org.ringdown.testkit.media.SoundPeerConnection;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.testkit.page.PeerConnection;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.phone.ManualPhone;
import org.ringdown.testkit.phone.ScriptedPbx;
import org.ringdown.testkit.phone.ScriptedPhone;
import org.ringdown.testkit.time.SeededExecutor;
import org.ringdown.testkit.time.VirtualTime;

/**
 * A gateway, a network, phones and pages, all made of one seed.
 *
 * <pre>{@code
 * var world = World.from(42).build();
 * var alice = world.page("alice");
 * var bob = world.phone("bob");
 * var call = alice.call(bob.uri());
 * world.runUntil(call::isTalking, Duration.ofSeconds(5));
 * call.hangUp();
 * world.finish();
 * }</pre>
 *
 * <p>Nothing happens but in {@link #run}, {@link #runUntil} and {@link #finish}; any of them throws a {@link SimulationFailure} when something
 * is not as it must be.
 */
public final class World {
    private static final Duration AFTERMATH = Duration.ofMinutes(6);

    private final Plan plan;
    private final SplittableRandom random;
    private final SeededExecutor executor;
    private final SimulatedNetwork network;
    private final Trace trace;
    private final Node node;
    private final Invariants invariants;
    private final List<ScriptedPage> pages = new ArrayList<>();
    private final List<ScriptedPhone> phones = new ArrayList<>();
    private int manuals;

    World(Plan plan) {
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed());
        this.executor = new SeededExecutor(random.nextLong());
        this.network = new SimulatedNetwork(executor.time(), random.split());
        this.trace = new Trace(executor.time());
        this.invariants = new Invariants(executor.time(), plan.times, trace);
        plan.conditions.forEach(network::conditions);
        network.observe((_, from, to, bytes) -> trace.note(from.hashCode(), to.hashCode(), bytes));
        this.node = new Node(plan, executor, network, random, invariants);
        executor.afterEach(invariants::check);
        executor.atRest(invariants::checkAtRest);
    }

    /** A world yet to be built; the same seed and plan give the same world, and the same deeds in it the same run. */
    public static Plan from(long seed) {
        return new Plan(seed);
    }

    // Who is in it

    /** A page of this user, which connects as soon as time passes. */
    public ScriptedPage page(String user) {
        var host = host(2, pages.size());
        var page =
                new ScriptedPage(
                        user,
                        host.getHostAddress(),
                        node.gateway().pages(),
                        network,
                        random.split(),
                        connections(host));
        pages.add(page);
        invariants.watch(page);
        page.open();
        return page;
    }

    private PeerConnection.Factory connections(InetAddress host) {
        return plan.sound
                ? SoundPeerConnection.at(host, network, random.split(), invariants.indexes())
                : SilentPeerConnection.at(host, network, random.split());
    }

    /** A SIP phone, a stranger to the gateway unless it registers. */
    public ScriptedPhone phone(String user) {
        var address = new InetSocketAddress(host(1, phones.size()), 5060);
        try {
            var phone = new ScriptedPhone(user, address, network, random.split());
            if (!plan.sound) phone.mute();
            phones.add(phone);
            invariants.watch(phone);
            return phone;
        } catch (BindException impossible) {
            throw new IllegalStateException("a host of its own", impossible);
        }
    }

    /** A SIP phone that does what its test says, and nothing else; of its calls only the gateway's end is watched. */
    public ManualPhone manual(String user) {
        var address = new InetSocketAddress(host(3, manuals++), 5060);
        try {
            return new ManualPhone(user, address, network);
        } catch (BindException impossible) {
            throw new IllegalStateException("a host of its own", impossible);
        }
    }

    /** A PBX with a phone behind it, on a host of its own as each phone has. */
    public ScriptedPbx pbx() {
        return ScriptedPbx.on(phone("pbx"));
    }

    /** Where the gateway hears SIP. */
    public InetSocketAddress sip() {
        return node.sip();
    }

    /** The address under which phones reach a user or a number of the gateway. */
    public String address(String userOrNumber) {
        return "sip:" + userOrNumber + "@" + sip().getAddress().getHostAddress();
    }

    // What happens

    /** Lets time pass, and everything that is due in it happen. */
    public void run(Duration span) {
        guarded(() -> executor.run(span));
    }

    /** Runs until something is so; fails if it has not become so within {@code atMost}. */
    public void runUntil(BooleanSupplier so, Duration atMost) {
        guarded(() -> {
            if (!executor.runUntil(so, atMost)) {
                throw new AssertionError("it did not happen within " + atMost);
            }
        });
    }

    /** Closes all pages, waits for all that was begun to end, and fails if anything is left of it. */
    public void finish() {
        guarded(() -> {
            pages.forEach(ScriptedPage::close);
            gateway().drain();
            executor.run(AFTERMATH);
            invariants.checkNothingIsLeft();
        });
    }

    private void guarded(Runnable deed) {
        try {
            deed.run();
        } catch (RuntimeException | AssertionError failure) {
            String when =
                    "seed %d, step %d, at %s".formatted(plan.seed(), steps(), time().elapsed());
            String before = String.join("\n  ", trace.before(String.valueOf(failure.getMessage())));
            throw new SimulationFailure(
                    when + ": " + failure.getMessage() + "\nbefore:\n  " + before, failure);
        }
    }

    // What came of it

    /** What users said of their calls. */
    public List<Opinion> opinions() {
        return invariants.ledger().opinions();
    }

    /** One record for each call that has ended, in the order of their ends. */
    public Collection<CallRecord> records() {
        return invariants.ledger().records();
    }

    /** One number for everything that happened; the same for the same seed and deeds. */
    public long digest() {
        return trace.digest();
    }

    public long steps() {
        return executor.steps();
    }

    public Gateway gateway() {
        return node.gateway();
    }

    public SimulatedNetwork network() {
        return network;
    }

    public VirtualTime time() {
        return executor.time();
    }

    /** Chance for whoever directs the world, of the same seed. */
    public RandomGenerator random() {
        return random;
    }

    private static InetAddress host(int network, int number) {
        return InetAddress.ofLiteral(
                "10." + network + "." + number / 250 + "." + (number % 250 + 1));
    }
}

package org.ringdown.testkit;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringdown.call.CallTimes;
import org.ringdown.gateway.Gateway;
import org.ringdown.gateway.Gateway.Census;
import org.ringdown.media.MediaEngine;
import org.ringdown.page.ToPage;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.testkit.media.IndexLedger;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.ScriptedPhone;
import org.ringdown.testkit.time.VirtualTime;

/**
 * What must hold after every step of a world, whatever its seed:
 *
 * <ul>
 *   <li>no call outlives its deadline, and no media its call;
 *   <li>the ports that are open are those of the legs that are alive;
 *   <li>each call has one record, and nothing happens to it afterwards;
 *   <li>both ends are told the ending that the record has, {@code by} mirrored;
 *   <li>no peer hears anything that its protocol does not allow;
 *   <li>no index of SRTP is used twice under one key;
 *   <li>no message makes the gateway stumble;
 * </ul>
 *
 * <p>and, in the end, that nothing is left: no call, mailbox, transaction, timer, port.
 */
final class Invariants {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final VirtualTime time;
    private final Trace trace;
    private final List<String> broken = new ArrayList<>();
    private final Ledger ledger;
    private final IndexLedger indexes = new IndexLedger();
    private final List<ScriptedPage> pages = new ArrayList<>();
    private final List<ScriptedPhone> phones = new ArrayList<>();
    private WatchedMedia media;
    private Gateway gateway;
    private SimulatedNetwork network;
    private InetAddress host;
    private int portsOfItsOwn;
    private long lastLook;

    Invariants(VirtualTime time, CallTimes times, Trace trace) {
        this.time = time;
        this.trace = trace;
        this.ledger = new Ledger(time, times, broken::add);
        this.lastLook = time.nanos();
        ledger.whenForgotten(this::forgotten);
    }

    Ledger ledger() {
        return ledger;
    }

    /** What the gateway has sealed for pages. */
    IndexLedger indexes() {
        return indexes;
    }

    MediaEngine watch(MediaEngine engine) {
        media = new WatchedMedia(engine, broken::add);
        return media;
    }

    /** The gateway is built, and no call was made yet. */
    void begin(Gateway gateway, SimulatedNetwork network, InetAddress host) {
        this.gateway = gateway;
        this.network = network;
        this.host = host;
        this.portsOfItsOwn = network.openPorts(host);
    }

    void watch(ScriptedPage page) {
        int number = pages.size();
        pages.add(page);
        String name = "page " + number + " (" + page.user() + ")";
        page.whenSaid(message -> trace.note(name + " says", message));
        page.whenHeard(message -> {
            trace.note(name, message);
            if (message instanceof ToPage.Ended ended) judge(page, ended);
        });
    }

    void watch(ScriptedPhone phone) {
        phones.add(phone);
        phone.observe(call -> {
            trace.note(phone.uri(), call);
            if (call.isOver()) judge(call);
        });
    }

    private void judge(ScriptedPage page, ToPage.Ended told) {
        var seen = page.find(told.call());
        if (seen.isEmpty()) return;
        boolean calledUs = seen.get().isIncoming();
        // What pages know as a call is its leg: "<call>.<number>".
        var record = ledger.record(told.call().replaceFirst("\\..*", ""));
        Endings.page(told, calledUs, record).ifPresent(broken::add);
    }

    private void judge(PhoneCall call) {
        var ending = call.ending().orElseThrow();
        if (!ending.kind().wasTold()) return;
        Ids.owner(call.remoteTag())
                .flatMap(ledger::record)
                .flatMap(record -> Endings.phone(ending, record))
                .ifPresent(broken::add);
    }

    private void forgotten(String call) {
        boolean movedOn = ledger.record(call).filter(Endings::movedOn).isPresent();
        if (media.phonesOf(call) != 0 && !movedOn) broken.add("media outlives its call " + call);
    }

    void check() {
        if (gateway.mistakes() > 0) broken.add("the gateway stumbled; see its log");
        if (time.nanos() - lastLook >= EVERY.toNanos()) look();
        if (!broken.isEmpty()) throw new AssertionError(String.join("\n", broken));
    }

    /** What takes longer to see is looked at less often. */
    private void look() {
        lastLook = time.nanos();
        ledger.checkDeadlines();
        broken.addAll(indexes.usedTwice());
        pages.forEach(page -> broken.addAll(page.complaints()));
        phones.forEach(phone -> broken.addAll(phone.complaints()));
    }

    /** Nothing is in flight: what the gateway's parts believe of each other has to agree. */
    void checkAtRest() {
        int legs = media.phones();
        int ports = network.openPorts(host) - portsOfItsOwn;
        // Two for each leg, or one where RTCP shares it.
        if (ports < legs || ports > 2 * legs) broken.add(ports + " ports for " + legs + " legs");
        expect("calls", ledger.alive(), gateway.callsNow());
    }

    void checkNothingIsLeft() {
        look();
        expect("calls in the journal", 0, ledger.alive());
        expect("the gateway's census", new Census(0, 0, 0, 0, 0, 0), gateway.census());
        expect("open media", List.of(), media.open());
        checkAtRest();
        expect("timers", Map.of(), timers());
        for (var phone : phones) {
            phone.calls().stream()
                    .filter(call -> !call.isOver())
                    .forEach(call -> broken.add("a phone still believes in " + call.callId()));
        }
        check();
    }

    private Map<String, Integer> timers() {
        return new LinkedHashMap<>(time.alive());
    }

    private void expect(String what, Object wanted, Object found) {
        if (!found.equals(wanted)) broken.add(what + ": " + found + " instead of " + wanted);
    }
}

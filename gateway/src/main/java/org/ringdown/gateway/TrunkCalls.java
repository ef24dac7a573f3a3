package org.ringdown.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.leg.sip.Callee;
import org.ringdown.leg.sip.Whose;
import org.ringdown.line.Lines;
import org.ringdown.route.TrunkDestination;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;
import org.ringdown.trunk.Trunk;
import org.ringdown.trunk.Trunks;
import org.ringdown.way.Way;

/** How a number is called by trunks: where each of them is, and as whom we call there. */
final class TrunkCalls {
    private final Trunks trunks;

    TrunkCalls(Trunks trunks) {
        this.trunks = trunks;
    }

    /** In the order in which they are to be tried; all but the last are given little time to say that they are there. */
    List<Callee> callees(TrunkDestination to) {
        var inOrder = trunks.inOrder(to.trunks());
        var callees = new ArrayList<Callee>();
        for (var trunk : inOrder) {
            boolean last = callees.size() == inOrder.size() - 1;
            callees.add(callee(trunk, to, last));
        }
        return List.copyOf(callees);
    }

    private static Callee callee(Trunk trunk, TrunkDestination to, boolean last) {
        var way = way(trunk);
        return new Callee(
                trunk.peer().uri().withUser(to.number()),
                last ? way : way.impatiently(),
                from(trunk, to),
                Optional.of(trunk),
                Whose.trunk(trunk));
    }

    /** Whom text for a number goes to: the first of its trunks that takes text. */
    Optional<Callee> reader(TrunkDestination to) {
        return trunks.inOrder(to.trunks()).stream()
                .filter(trunk -> trunk.may().contains(Trunk.Ask.MESSAGE) && !to.urgent())
                .findFirst()
                .map(trunk -> callee(trunk, to, true));
    }

    static Way way(Trunk trunk) {
        var way = Way.through(routes(trunk.peer().proxy())).allowing(trunk.may());
        return trunk.peer().account().isPresent() ? way.as(trunk.account()) : way;
    }

    /** A proxy is passed as a loose router (RFC 3261 §16.12). */
    static List<NameAddr> routes(Optional<SipUri> proxy) {
        return proxy.map(uri -> NameAddr.of(uri.withParam("lr"))).stream().toList();
    }

    /** The caller's own number there, else the trunk's, else its account; else whoever calls. */
    private static Optional<NameAddr> from(Trunk trunk, TrunkDestination to) {
        var account = trunk.peer().account().map(known -> known.username());
        return to.callerNumber()
                .or(trunk.identity()::from)
                .or(() -> account)
                .map(number -> NameAddr.of(SipUri.of(number, domain(trunk.peer().uri()))));
    }

    /** By a user's own line, as whoever the user is there; the registrar may have said which way to take (RFC 3608). */
    static Callee byLine(Lines.State line, String number) {
        var account = line.account();
        var service = line.registered().serviceRoute();
        var routes = service.isEmpty() ? routes(account.proxy()) : service;
        return new Callee(
                account.registrar().withUser(number),
                Way.through(routes).as(account.account()),
                Optional.of(NameAddr.of(account.address())),
                Optional.empty(),
                Whose.line(account.account(), account.transfer()));
    }

    private static HostPort domain(SipUri uri) {
        return HostPort.of(uri.host());
    }
}

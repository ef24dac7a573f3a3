package org.ringdown.user;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.ringdown.call.Calls;
import org.ringdown.call.Destination;
import org.ringdown.leg.page.PageLeg;
import org.ringdown.leg.page.PageNegotiation;
import org.ringdown.limit.Limits;
import org.ringdown.mailbox.Mailboxes;
import org.ringdown.media.MediaEngine;
import org.ringdown.page.IceServers;
import org.ringdown.push.ClosedPages;
import org.ringdown.route.Routes;
import org.ringdown.shard.event.TextReader;
import org.ringdown.shard.event.TextSender;
import org.ringdown.sip.registration.Registrar;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** What all users share; opens a user's mailbox when somebody first writes to it. */
public final class Users {
    private final Connections connections = new Connections();
    private final Pages pages;
    private final Around around;

    /**
     * What a user's mailbox needs of the house.
     *
     * @param resumeGrace how long a page that has vanished is waited for
     * @param registrar by whose rules phones register
     * @param domain of the addresses that far ends are shown ("alice@domain")
     */
    public record Settings(
            Duration resumeGrace, Registrar registrar, String domain, IceServers iceServers) {}

    /**
     * Everything a user's mailbox reaches.
     *
     * @param readers whom text for a number outside goes to, where somebody there takes it
     * @param isOpen whether SIP messages can still be sent on a flow
     */
    record Around(
            Mailboxes post,
            Clock clock,
            Timers timers,
            RandomGenerator random,
            MediaEngine media,
            PageNegotiation negotiation,
            Routes routes,
            Calls calls,
            Limits limits,
            PageLeg.Surroundings legs,
            TextSender texts,
            Function<Destination, Optional<TextReader>> readers,
            Predicate<Flow> isOpen,
            Connections connections,
            ClosedPages closed,
            Settings settings) {}

    public Users(
            Mailboxes mailboxes,
            Clock clock,
            Timers timers,
            RandomGenerator random,
            MediaEngine media,
            PageNegotiation negotiation,
            Routes routes,
            Calls calls,
            Limits limits,
            Tokens tokens,
            PageLeg.Surroundings legs,
            TextSender texts,
            Function<Destination, Optional<TextReader>> readers,
            Predicate<Flow> isOpen,
            ClosedPages closed,
            Settings settings) {
        this.pages = new Pages(tokens, mailboxes, connections);
        this.around =
                new Around(
                        mailboxes,
                        clock,
                        timers,
                        random,
                        media,
                        negotiation,
                        routes,
                        calls,
                        limits,
                        legs,
                        texts,
                        readers,
                        isOpen,
                        connections,
                        closed,
                        settings);
        mailboxes.openOnDemand("user", id -> new User(id.substring("user:".length()), around));
    }

    /** Where pages come in. */
    public Pages pages() {
        return pages;
    }
}

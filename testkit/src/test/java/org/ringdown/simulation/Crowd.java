package org.ringdown.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneRegistration;
import org.ringdown.testkit.phone.ScriptedPhone;
import org.ringdown.time.Timers;

/** People who call each other at random: from pages and phones, to pages, phones and apps, and hang up whenever they like. */
final class Crowd {
    private static final Duration LONGEST_TALK = Duration.ofSeconds(20);

    /** How long a page is gone; sometimes for longer than it is waited for. */
    private static final Duration AWAY = Duration.ofSeconds(20);

    private static final double SHORTEST_NANOS = 100_000;

    private final World world;
    private final RandomGenerator random;
    private final Timers timers;
    private final List<ScriptedPage> pages = new ArrayList<>();
    private final List<PhoneRegistration> desks = new ArrayList<>();
    private final List<ScriptedPhone> phones = new ArrayList<>();

    /** @param users each of whom has a page, every fifth a second one, every third a registered phone */
    Crowd(World world, List<String> users) {
        this.world = world;
        this.random = world.random();
        this.timers = world.time().of("crowd");
        for (int i = 0; i < users.size(); i++) {
            pages.add(page(users.get(i)));
            if (i % 5 == 0) pages.add(page(users.get(i)));
            if (i % 3 == 0) desks.add(desk(users.get(i)));
        }
    }

    private ScriptedPage page(String user) {
        var page = world.page(user);
        page.person(this::reaction);
        return page;
    }

    private PhoneRegistration desk(String user) {
        var phone = world.phone(user);
        phone.password(user);
        phone.person(this::reaction);
        return phone.register(world.sip(), Duration.ofHours(1));
    }

    /** Gives up the places at the registrar. */
    void leave() {
        desks.forEach(PhoneRegistration::end);
    }

    /** So many calls, begun at any moment of this span. */
    void call(int calls, Duration within) {
        for (int i = 0; i < calls; i++) {
            int kind = i % 4;
            timers.after(Duration.ofNanos(random.nextLong(within.toNanos())), () -> call(kind));
        }
    }

    /** So many pages that reload, lose their socket or vanish, and phones that go dead, at any moment of this span. */
    void suffer(int misfortunes, Duration within) {
        for (int i = 0; i < misfortunes; i++) {
            timers.after(Duration.ofNanos(random.nextLong(within.toNanos())), this::misfortune);
        }
    }

    private void misfortune() {
        int victim = random.nextInt(pages.size());
        var page = pages.get(victim);
        switch (random.nextInt(8)) {
            case 0, 1 -> page.reload(upTo(AWAY));
            case 2 -> page.crash(upTo(AWAY), upTo(AWAY));
            case 3 -> page.loseSocket(upTo(AWAY), upTo(AWAY));
            case 4 -> page.changeNetwork(upTo(AWAY), upTo(AWAY));
            case 5 -> page.elsewhere().stream().findFirst().ifPresent(page::pull);
            case 6 -> {
                page.vanish(upTo(AWAY));
                pages.set(victim, page(page.user()));
            }
            default -> {
                if (!phones.isEmpty()) phones.get(random.nextInt(phones.size())).vanish();
            }
        }
    }

    private void call(int kind) {
        switch (kind) {
            case 0 -> fromPage(phone().uri());
            case 1 -> fromPage(anyone().user());
            case 2 -> fromPage(random.nextBoolean() ? "600" : "604");
            default -> fromPhone();
        }
    }

    private void fromPage(String to) {
        var page = anyone();
        var call = page.call(to);
        call.hangUpAfter(patience());
    }

    private void fromPhone() {
        var caller = phone();
        caller.call(world.address(anyone().user()), world.sip()).hangUpAfter(patience());
    }

    private ScriptedPhone phone() {
        var phone = world.phone("phone" + phones.size());
        phones.add(phone);
        phone.person(this::reaction);
        return phone;
    }

    private ScriptedPage anyone() {
        return pages.get(random.nextInt(pages.size()));
    }

    /** Many callers lose patience while the call is being set up, others after having talked; some wait for as long as they may. */
    private Duration patience() {
        return switch (random.nextInt(10)) {
            case 0 -> Duration.ofMinutes(10);
            case 1, 2, 3, 4 -> upTo(Duration.ofSeconds(4));
            default -> upTo(LONGEST_TALK);
        };
    }

    private Reaction reaction() {
        return switch (random.nextInt(10)) {
            case 0 ->
                    new Reaction.Refuses(
                            upTo(Duration.ofSeconds(3)), random.nextBoolean() ? 486 : 603);
            case 1 -> new Reaction.Ignores();
            case 2, 3, 4 ->
                    new Reaction.Answers(
                            upTo(Duration.ofSeconds(3)), Optional.of(upTo(LONGEST_TALK)));
            default -> Reaction.answer(upTo(Duration.ofSeconds(3)));
        };
    }

    /** As likely to be under a millisecond as over a second: races are lost and won at every scale. */
    private Duration upTo(Duration most) {
        double scale = Math.log(most.toNanos() / SHORTEST_NANOS);
        return Duration.ofNanos((long) (SHORTEST_NANOS * Math.exp(random.nextDouble() * scale)));
    }
}

package org.ringdown.flash;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.ringdown.flash.Entrance.Admission;
import org.ringdown.flash.FlashOrder.ToClient;
import org.ringdown.media.StreamMedia;
import org.ringdown.media.StreamMessage;
import org.ringdown.page.FromPage;
import org.ringdown.page.PageDoor;
import org.ringdown.page.PageDoor.PageSession;
import org.ringdown.page.ToPage;

/**
 * One connection of a phone: a page to the gateway, and whatever its commands say to its client.
 *
 * <p>Which commands these are shows by what it says when it connects. It has one stream that it publishes and one that it plays; what of is theirs, a
 * {@link Feed} says.
 *
 * <p>Threads: one at a time, its edge's.
 */
public final class FlashClient implements Places.Member {
    private static final int PROTOCOL = 1; // docs/phone-protocol.md
    private static final String NO_ORIGIN = ""; // so a token for pages of one is good for none

    /** As many as a page may have open; what was before them is closed. */
    private static final int MOST_MEDIA = 12;

    private final FlashConnection connection;
    private final House house;
    private final String address;
    private final boolean isPrivate;
    private final Queue<FlashEvent> events = new ArrayDeque<>();
    private final Map<String, StreamMedia> media = new LinkedHashMap<>();
    private Optional<Phone<?>> phone = Optional.empty();
    private Optional<Admission.Granted> admitted = Optional.empty();
    private Optional<PageSession> page = Optional.empty();
    private Optional<Address> place = Optional.empty();
    private volatile Feed feed = new Feed();
    private String carried = "";
    private int speaking;
    private int hearing;
    private boolean working;

    /** What all clients share. */
    public record House(PageDoor door, Entrance entrance, Places places) {}

    /**
     * @param address where it comes from
     * @param isPrivate whether nobody in between can read along
     */
    public FlashClient(FlashConnection connection, House house, String address, boolean isPrivate) {
        this.connection = connection;
        this.house = house;
        this.address = address;
        this.isPrivate = isPrivate;
    }

    /** A table and where it is. */
    private static final class Phone<S> {
        private final CommandSet<S> set;
        private S state;

        Phone(CommandSet<S> set) {
            this.set = set;
            this.state = set.begin();
        }

        Iterable<FlashOrder> on(FlashEvent event) {
            var step = set.on(state, event);
            state = step.next();
            return step.orders();
        }
    }

    /** The first thing that a client says. */
    public void connects(Greeting greeting) {
        phone = CommandSets.of(greeting).map(FlashClient::running);
        if (phone.isPresent()) happens(new FlashEvent.Connects(greeting));
        else
            connection.perform(
                    new FlashOrder.SendAway(
                            "there is no "
                                    + greeting.app()
                                    + " here; connect to call, room, phone, phone_app, sip or sip/USER@DOMAIN"));
    }

    private static <S> Phone<S> running(CommandSet<S> set) {
        return new Phone<>(set);
    }

    /** Everything else that happens to the client. */
    public void happens(FlashEvent event) {
        events.add(event);
        if (working) return;
        working = true;
        try {
            while (!events.isEmpty()) {
                var next = events.remove();
                if (next instanceof FlashEvent.Closes(int stream)) silence(stream);
                phone.ifPresent(is -> is.on(next).forEach(this::perform));
            }
        } finally {
            working = false;
        }
    }

    public void hears(ToPage message) {
        happens(new FlashEvent.Hears(message));
    }

    /** The media that it asked for is there. */
    public void opened(String m, StreamMedia open) {
        media.put(m, open);
        if (media.size() > MOST_MEDIA) media.remove(media.keySet().iterator().next());
        if (m.equals(carried)) feed.carry(Optional.of(open));
    }

    /** Something of {@code m} waits. Called on a worker, as all that it says is to wake a thread. */
    public void waiting() {
        feed.waiting();
    }

    public void sound(int stream, int timestamp, ByteBuffer body) {
        if (stream == speaking) feed.sound(timestamp, body);
    }

    public void picture(int stream, int timestamp, ByteBuffer body) {
        if (stream == speaking) feed.picture(timestamp, body);
    }

    /** The stream on which it hears; 0 for none. */
    public int hearing() {
        return hearing;
    }

    /** What it is to hear next. */
    public Optional<StreamMessage> next() {
        return hearing == 0 ? Optional.empty() : feed.take();
    }

    /** The connection is over. */
    public void gone() {
        deafen();
        leavePlace("its connection is gone");
        page.ifPresent(PageSession::closed);
        page = Optional.empty();
        phone = Optional.empty();
        admitted.ifPresent(granted -> granted.farewell().run());
        admitted = Optional.empty();
    }

    @Override
    public void over(String why) {
        connection.later(() -> happens(new FlashEvent.PlaceLeft(why)));
    }

    private void perform(FlashOrder order) {
        switch (order) {
            case FlashOrder.Admit(var credentials) -> admit(credentials);
            case FlashOrder.Greet(var register) -> greet(register);
            case FlashOrder.Say(var message) -> say(message);
            case FlashOrder.Carry(var m) -> {
                carried = m;
                feed.carry(Optional.ofNullable(media.get(m)));
            }
            case FlashOrder.Take(var where, var role) -> take(where, role);
            case FlashOrder.Leave(var role) ->
                    place.ifPresent(where -> house.places().leave(user(), where, role, this));
            case ToClient forClient -> tell(forClient);
        }
    }

    private void admit(Credentials credentials) {
        switch (house.entrance().admit(credentials, address, isPrivate)) {
            case Admission.Granted granted -> {
                admitted.ifPresent(before -> before.farewell().run());
                admitted = Optional.of(granted);
                happens(new FlashEvent.Admitted());
            }
            case Admission.Refused(var why) -> happens(new FlashEvent.NotAdmitted(why));
        }
    }

    private void greet(boolean register) {
        var session = house.door().opened(connection, NO_ORIGIN, address);
        page = Optional.of(session);
        session.received(
                new FromPage.Hello(
                        PROTOCOL,
                        admitted.orElseThrow().token(),
                        "rtmp",
                        register,
                        Optional.empty()));
    }

    /** Whoever has proved a password once may call as long as it is connected. */
    private void say(FromPage message) {
        if (message instanceof FromPage.Dial)
            admitted.flatMap(Admission.Granted::renewal)
                    .ifPresent(renewal -> pass(new FromPage.FreshToken(renewal.get())));
        if (message instanceof FromPage.MediaClose(var m)) media.remove(m);
        pass(message);
    }

    private void pass(FromPage message) {
        page.ifPresent(session -> session.received(message));
    }

    private String user() {
        return admitted.map(Admission.Granted::user).orElse("");
    }

    private void take(Address where, Places.Role role) {
        var found = house.places().take(user(), where, role, this);
        if (found.standing() != Places.Standing.TAKEN) {
            place = Optional.of(where);
            feed = found.feed();
        }
        happens(new FlashEvent.Took(found.standing()));
    }

    private void tell(ToClient order) {
        switch (order) {
            case FlashOrder.Publish(int stream, _) -> speaking = stream;
            case FlashOrder.NotPublish(int stream, _) -> silence(stream);
            case FlashOrder.NotPlay(int stream, _) -> silence(stream);
            case FlashOrder.EndPlay(int stream, _) -> silence(stream);
            case FlashOrder.Part(var why) -> leavePlace(why);
            default -> {}
        }
        connection.perform(order);
        if (order instanceof FlashOrder.Play(int stream, _)) { // after the client was told
            hearing = stream;
            feed.heardBy(Optional.of(connection::wake));
        }
    }

    private void silence(int stream) {
        if (stream == speaking) speaking = 0;
        if (stream == hearing) deafen();
    }

    private void deafen() {
        if (hearing == 0) return;
        hearing = 0;
        feed.heardBy(Optional.empty());
    }

    private void leavePlace(String why) {
        place.ifPresent(where -> {
            for (var role : Places.Role.values()) house.places().leave(user(), where, role, this);
            house.places().over(user(), where, this, why);
        });
        place = Optional.empty();
    }
}

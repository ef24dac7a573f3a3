package org.ringdown.net.rtmp;

import java.util.List;
import java.util.Optional;
import org.ringdown.flash.Entrance;
import org.ringdown.flash.FlashClient;
import org.ringdown.flash.Places;
import org.ringdown.page.FromPage;
import org.ringdown.page.PageConnection;
import org.ringdown.page.PageDoor;
import org.ringdown.page.ToPage;

/** Where everybody is let in as a guest, and nothing else happens. */
public final class FreeHouse {
    private FreeHouse() {}

    public static FlashClient.House make() {
        return new FlashClient.House(
                FreeHouse::page,
                (_, _, _) -> new Entrance.Admission.Granted("guest", "t", Optional.empty()),
                new Places());
    }

    private static PageDoor.PageSession page(
            PageConnection connection, String origin, String address) {
        return new PageDoor.PageSession() {
            @Override
            public void received(FromPage message) {
                if (message instanceof FromPage.Hello)
                    connection.send(new ToPage.Welcome(1, "guest", "p", "r", List.of(), List.of()));
            }

            @Override
            public void closed() {}
        };
    }
}

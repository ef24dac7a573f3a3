package org.ringdown.user;

import java.util.List;
import org.ringdown.call.Destination;

final class Phones {
    Phones(String user, Users.Around around) {}

    boolean isEmpty() {
        return true;
    }

    void on(PhoneMessage message) {}

    List<Destination> destinations() {
        return List.of();
    }
}

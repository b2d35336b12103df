// Every file of `scenarios/`, through the Swift library.

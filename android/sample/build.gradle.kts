// How an Android app consumes the library. It needs the Android Gradle plugin and an Android SDK.

plugins {
    id("com.android.application") version "8.13.0"
    id("org.jetbrains.kotlin.android") version "2.4.21"
}

android {
    namespace = "org.secureapps.sample"
    compileSdk = 35

    defaultConfig {
        applicationId = "org.secureapps.sample"
        minSdk = 30
        targetSdk = 35
        versionCode = 1
        versionName = "3.1.0"
        // Where the portal is, and the SHA-256 of its certificate: see gradle.properties.
        manifestPlaceholders["portal"] = property("portal").toString()
        manifestPlaceholders["certificate"] = property("certificate").toString()
    }

    buildTypes {
        release {
            // The library brings its own rules for R8.
            isMinifyEnabled = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"))
        }
    }
}

kotlin {
    jvmToolchain(17)
}

dependencies {
    // Written by scripts/kotlin. A secure app needs the first one only.
    implementation(files("../target/passcode-0.1.0.aar"))
    implementation(files("../target/passcode-screens-0.1.0.aar"))
    implementation("org.jetbrains.kotlinx:kotlinx-coroutines-android:1.11.0")
    // As an AAR, with its own native part. 5.17 or later: pages of 16 KiB.
    implementation("net.java.dev.jna:jna:5.19.1@aar")
}
